using System.Formats.Tar;
using System.Text;
using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>Build contexts as tar archives: looked through and passed on entry by entry, never unpacked. They have come through a bounded stream.</summary>
internal static class ContextArchive
{
    private const int MostEntries = 500_000;
    private const int LongestText = 1024 * 1024;
    private const int MostLinks = 16;
    private const int LongestPath = 4096;

    // Of half a million files with usual paths.
    private static readonly WorkLimits _limits = new(long.MaxValue, 96 * 1024 * 1024, TimeSpan.MaxValue);

    /// <summary>Looks through an archive: which files it has, and its <c>.dockerignore</c>.</summary>
    /// <exception cref="EngineErrorException">Invalid: it is no tar archive, or has a path that leads out of it.</exception>
    public static async Task<(List<ContextFile> Files, string? Ignore)> ReadAsync(Stream archive, CancellationToken cancellationToken)
    {
        List<ContextFile> files = [];
        string? ignore = null;
        var budget = new WorkBudget("the list of files of the context", _limits, cancellationToken);
        await foreach (var (entry, path) in EntriesAsync(archive, cancellationToken))
        {
            if (entry.EntryType is TarEntryType.Directory)
            {
                continue;
            }

            if (files.Count == MostEntries)
            {
                throw Invalid($"The context has more than {MostEntries} files.");
            }

            budget.Make(64 + (2L * path.Length));
            files.Add(new ContextFile(path, entry.Length));
            ignore = path == IgnoreFile.Name ? await TextAsync(entry, cancellationToken) : ignore;
        }

        return (files, ignore);
    }

    /// <summary>Follows the links of an archive from one path to the file that is meant, as far as they stay in it.</summary>
    /// <returns>Its path; null when it leads out, or in a circle.</returns>
    public static async Task<string?> FollowAsync(Stream archive, string wanted, CancellationToken cancellationToken)
    {
        // Of several entries of a path the last counts.
        Dictionary<string, string?> links = [];
        await foreach (var (entry, path) in EntriesAsync(archive, cancellationToken))
        {
            if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink && links.Count < MostEntries)
            {
                var from = entry.EntryType is TarEntryType.HardLink ? "" : path[..(path.LastIndexOf('/') + 1)];
                links[path] = Normalize(entry.LinkName.StartsWith('/') ? ".." : from + entry.LinkName);
            }
            else
            {
                links.Remove(path);
            }
        }

        string? at = wanted;
        for (var followed = 0; at is not null && links.TryGetValue(at, out var next); followed++)
        {
            at = followed < MostLinks ? next : null;
        }

        return at;
    }

    /// <summary>One file as text; null when there is none of that path, it is a link, longer than a megabyte, or no text.</summary>
    public static async Task<string?> FindTextAsync(Stream archive, string wanted, CancellationToken cancellationToken)
    {
        string? text = null;
        await foreach (var (entry, path) in EntriesAsync(archive, cancellationToken))
        {
            if (path == wanted)
            {
                text = entry.EntryType is TarEntryType.Directory or TarEntryType.SymbolicLink or TarEntryType.HardLink ? null : await TextAsync(entry, cancellationToken);
            }
        }

        return text;
    }

    /// <summary>Passes on what a <c>.dockerignore</c> keeps.</summary>
    /// <param name="archive">The context.</param>
    /// <param name="output">Where to; a tar archive comes out.</param>
    /// <param name="dockerfile">Path of the Dockerfile.</param>
    /// <param name="text">Text that takes the Dockerfile's place; null leaves it as it is.</param>
    /// <param name="ignore">What is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(Stream archive, Stream output, string dockerfile, string? text, IgnoreFile ignore, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        if (text is not null)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await writer.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, dockerfile) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead },
                cancellationToken);
        }

        await foreach (var (entry, path) in EntriesAsync(archive, cancellationToken))
        {
            if ((text is null || path != dockerfile) && ignore.Keeps(path, entry.EntryType is TarEntryType.Directory))
            {
                await writer.WriteEntryAsync(entry, cancellationToken);
            }
        }
    }

    private static string? Normalize(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(p => p is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return string.Join('/', parts);
    }

    private static async IAsyncEnumerable<(TarEntry Entry, string Path)> EntriesAsync(
        Stream archive, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await NextAsync(reader, cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            if (entry.Name.Length > LongestPath)
            {
                throw Invalid($"The context has a path of more than {LongestPath} characters: {entry.Name[..60]}…");
            }

            var path = ContextPath.Of(entry.Name);
            if (path.Length > 0)
            {
                yield return (entry, path);
            }
        }
    }

    private static async Task<TarEntry?> NextAsync(TarReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw Invalid($"This is no whole tar archive: {e.Message}", e);
        }
    }

    private static async Task<string?> TextAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > LongestText)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(bytes, cancellationToken);
        }

        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).Contains((byte)0) ? null : Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static EngineErrorException Invalid(string words, Exception? inner = null) => new(new EngineError(EngineErrorKind.Invalid, words), inner);
}
