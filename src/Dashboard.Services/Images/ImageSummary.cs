namespace Dashboard.Services.Images;

/// <summary>A container that was made from an image.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Name">Name.</param>
/// <param name="IsRunning">Whether it runs, so that not even force removes the image.</param>
public sealed record ImageUser(string Id, string Name, bool IsRunning);

/// <summary>An image on an engine, as lists show it.</summary>
/// <param name="Id">Full id: "sha256:…".</param>
/// <param name="Tags">Names with tags ("nginx:1.27"), in alphabetical order; none for one that is only a step or a leftover.</param>
/// <param name="Digests">Names with digests ("nginx@sha256:…").</param>
/// <param name="Created">When it was made (UTC).</param>
/// <param name="Size">Bytes of all its layers.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Users">Containers made from it, as far as the actor may see them.</param>
public sealed record ImageSummary(
    string Id,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Digests,
    DateTimeOffset Created,
    long Size,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<ImageUser> Users)
{
    /// <summary>Whether it has no name and nothing was built on it: a leftover of a build or a pull.</summary>
    public bool IsDangling => Tags.Count == 0 && Digests.Count == 0;

    /// <summary>Whether a container that the actor may see was made from it.</summary>
    public bool IsUsed => Users.Count > 0;

    /// <summary>The first twelve digits of its id.</summary>
    public string ShortId => ImageNames.ShortId(Id);

    /// <summary>Its first tag, or what else there is to call it by.</summary>
    public string Name => Tags.Count > 0 ? Tags[0] : ShortId;
}
