using System.Text.Json;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>One step of how an image was made: an instruction, and what it added.</summary>
/// <param name="Id">Id of the image at this step; "&lt;missing&gt;" where it was built elsewhere.</param>
/// <param name="Created">When (UTC).</param>
/// <param name="CreatedBy">The instruction, with what looks secret in it masked.</param>
/// <param name="Size">Bytes that it added; 0 for one that changed only settings.</param>
/// <param name="Comment">What its maker noted.</param>
/// <param name="Tags">Names that the image at this step has.</param>
public sealed record ImageLayer(string Id, DateTimeOffset Created, string CreatedBy, long Size, string Comment, IReadOnlyList<string> Tags)
{
    /// <summary>Reads one of the engine's, in seconds and bytes.</summary>
    internal static ImageLayer Of(JsonElement layer) => new(
        layer.GetProperty(nameof(Id)).GetString() ?? "",
        DateTimeOffset.FromUnixTimeSeconds(layer.GetProperty(nameof(Created)).GetInt64()),
        SecretWords.Mask(layer.GetProperty(nameof(CreatedBy)).GetString() ?? ""),
        layer.GetProperty(nameof(Size)).GetInt64(),
        layer.GetProperty(nameof(Comment)).GetString() ?? "",
        layer.TryGetProperty(nameof(Tags), out var tags) && tags.ValueKind == JsonValueKind.Array ? [.. tags.EnumerateArray().Select(t => t.GetString()!)] : []);
}
