using System.Text.Json.Serialization;

namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>Builds as their files hold them.</summary>
[JsonSerializable(typeof(BuildRecord))]
[JsonSerializable(typeof(List<List<string>>))]
internal sealed partial class BuildJson : JsonSerializerContext;
