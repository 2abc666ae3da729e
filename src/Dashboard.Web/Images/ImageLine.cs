using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;

namespace Dashboard.Web.Images;

/// <summary>An image in a list.</summary>
/// <param name="Environment">Its engine.</param>
/// <param name="Image">The image.</param>
/// <param name="Shared">Bytes of it that other images have too; null while that is not known.</param>
public sealed record ImageLine(DockerEnvironment Environment, ImageSummary Image, long? Shared)
{
    /// <summary>Engine and id.</summary>
    public (string Environment, string Id) Key => (Environment.Name.Value, Image.Id);

    /// <summary>All its names, or its id where it has none.</summary>
    public IReadOnlyList<string> Names => Image.Tags.Count > 0 ? Image.Tags : [Image.Id];

    /// <summary>What takes it away with all its names.</summary>
    public RemoveImages Removal(bool force) => new() { Images = EquatableList.From<string>(Image.Tags.Count + Image.Digests.Count > 0 && !force ? [.. Image.Tags, .. DigestsAlone] : [Image.Id]), Force = force };

    // Those go with the last tag of their repository.
    private IEnumerable<string> DigestsAlone => Image.Digests.Where(d => !Image.Tags.Any(t => ImageNames.Cut(t).Name == ImageNames.Cut(d).Name));
}
