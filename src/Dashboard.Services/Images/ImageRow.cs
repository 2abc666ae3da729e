using System.Globalization;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Images;

/// <summary>A row of <c>docker images</c> as templates see it: one for each tag of an image (docker/cli <c>formatter.ImageContext</c>).</summary>
internal sealed class ImageRow(ImagesListResponse image, DateTimeOffset now, bool truncates, string repository, string tag, string digest) : IGoObject
{
    private const string None = "<none>";

    // In JSON's order, which is that of the alphabet.
    private static readonly (string Name, Func<ImageRow, string> Get)[] _fields =
    [
        ("Containers", r => r.Image.Containers == -1 ? "N/A" : r.Image.Containers.ToString(CultureInfo.InvariantCulture)),
        ("CreatedAt", r => r.Created.ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture)),
        ("CreatedSince", r => $"{HumanDuration.Of(r.Now - r.Created)} ago"),
        ("Digest", r => r.Digest),
        ("ID", r => r.Truncates ? ImageNames.ShortId(r.Image.ID ?? "") : r.Image.ID ?? ""),
        ("Repository", r => r.Repository),
        ("SharedSize", r => r.Image.SharedSize == -1 ? "N/A" : HumanSize.InThousands(r.Image.SharedSize)),
        ("Size", r => HumanSize.InThousands(r.Image.Size, 3)),
        ("Tag", r => r.Tag),
        ("UniqueSize", r => r.Image.SharedSize == -1 ? "N/A" : HumanSize.InThousands(r.Image.Size - r.Image.SharedSize)),
        ("VirtualSize", r => HumanSize.InThousands(r.Image.Size)),
    ];

    public static TableTitles Titles { get; } = new(
        ("ID", "IMAGE ID"), ("Repository", "REPOSITORY"), ("Tag", "TAG"), ("Digest", "DIGEST"), ("CreatedSince", "CREATED"), ("CreatedAt", "CREATED AT"),
        ("Size", "SIZE"), ("Containers", "CONTAINERS"), ("VirtualSize", "SIZE"), ("SharedSize", "SHARED SIZE"), ("UniqueSize", "UNIQUE SIZE"));

    public string TypeName => "*formatter.imageContext";

    public bool EscapesHtml => true;

    public IEnumerable<KeyValuePair<string, object?>> Fields => _fields.Select(f => KeyValuePair.Create(f.Name, (object?)f.Get(this)));

    private ImagesListResponse Image => image;

    private DateTimeOffset Now => now;

    private bool Truncates => truncates;

    private string Repository => repository;

    private string Tag => tag;

    private string Digest => digest;

    private DateTimeOffset Created => new(DateTime.SpecifyKind(image.Created, DateTimeKind.Utc));

    /// <summary>The rows of one image: a row a tag, and of names that have only a digest a row a digest, or one for all where none is shown.</summary>
    public static IEnumerable<ImageRow> Of(ImagesListResponse image, DateTimeOffset now, bool truncates, bool withDigests, bool digestRows)
    {
        var tags = (image.RepoTags ?? []).Where(t => t != $"{None}:{None}").Select(ImageNames.Cut).ToList();
        var digests = (image.RepoDigests ?? []).Where(d => d != $"{None}@{None}").Select(ImageNames.Cut)
            .GroupBy(d => ImageNames.Familiar(d.Name), d => d.Suffix.TrimStart('@')).ToDictionary(g => g.Key, g => g.ToList());
        if (tags.Count == 0 && digests.Count == 0)
        {
            yield return Row(None, None, None);
        }

        foreach (var group in tags.GroupBy(t => ImageNames.Familiar(t.Name), t => t.Suffix.TrimStart(':')))
        {
            digests.Remove(group.Key, out var known);
            foreach (var tag in group)
            {
                foreach (var digest in withDigests && known is not null ? known : [None])
                {
                    yield return Row(group.Key, tag, digest);
                }
            }
        }

        foreach (var (repository, left) in digests)
        {
            foreach (var digest in digestRows ? left : [""])
            {
                yield return Row(repository, None, digest);
            }
        }

        ImageRow Row(string repository, string tag, string digest) => new(image, now, truncates, repository, tag, digest);
    }

    public bool TryGet(string name, out object? value)
    {
        var field = Array.Find(_fields, f => f.Name == name);
        value = field.Get?.Invoke(this);
        return field.Get is not null;
    }
}
