using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers.Files;

/// <summary>
/// Lists a folder from its archive, which works for any container, running or not. The engine sends all that is below the folder, content
/// and all (measured: 1.6 GB in 72,000 files take it 10 s), so this looks at heads only and hangs up when it has taken long enough.
/// </summary>
internal static class ArchiveListing
{
    /// <summary>Names kept of a folder.</summary>
    public const int MostEntries = 100_000;

    private const int BufferSize = 256 * 1024;

    /// <summary>Lists <paramref name="path"/>, which is a folder.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="containerId">Full id.</param>
    /// <param name="path">Where.</param>
    /// <param name="limit">How long the engine may take; what was told by then is the listing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<FileListing> ReadAsync(
        EngineConnection connection, string containerId, ContainerPath path, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        enough.CancelAfter(limit);
        // "/." takes what a link leads to; the engine follows it inside the container.
        var query = Uri.EscapeDataString(path.IsRoot ? "/" : path.Value + "/.");
        var listing = new Listing();
        try
        {
            await using var body = await connection.Http.OpenAsync($"/containers/{containerId}/archive?path={query}", enough.Token);
            await listing.ReadAsync(body, enough.Token);
            return listing.ToListing(listing.Entries.Count >= MostEntries ? ListingCut.Count : ListingCut.None);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return listing.ToListing(ListingCut.Time);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The engine was lost in the middle of a listing.");
        }
    }

    /// <summary>Lists from an archive whose first entry is the folder itself.</summary>
    internal sealed class Listing
    {
        private readonly TarParts _tar = new();
        private readonly Dictionary<string, string> _owners = [];
        private byte[]? _folder;
        private long _bytes;

        public List<FileEntry> Entries { get; } = [];

        public async Task ReadAsync(Stream archive, CancellationToken cancellationToken)
        {
            var buffer = new byte[BufferSize];
            int read;
            while (!_tar.IsOver && Entries.Count < MostEntries && (read = await archive.ReadAsync(buffer, cancellationToken)) > 0)
            {
                _bytes += read;
                Take(buffer.AsSpan(0, read));
            }
        }

        public FileListing ToListing(ListingCut cut) => new(Sorted(Entries), cut, _bytes);

        private void Take(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var part = _tar.Read(bytes);
                bytes = bytes[part.Length..];
                if (part.Header is { } header)
                {
                    Take(header);
                }
            }
        }

        private void Take(TarHeader header)
        {
            if (_folder is null)
            {
                // "etc/", "./" or "/"; everything else begins with it.
                _folder = header.Name is [.., (byte)'/'] ? header.Name : [.. header.Name, (byte)'/'];
                return;
            }

            if (!header.Name.AsSpan().StartsWith(_folder))
            {
                return;
            }

            var name = header.Name.AsSpan(_folder.Length).TrimEnd((byte)'/');
            if (name.IsEmpty || name.Contains((byte)'/') || Kind(header.Type) is not { } kind)
            {
                return;
            }

            var (text, isExact) = EntryName.Read(name);
            Entries.Add(new FileEntry
            {
                Name = text,
                HasExactName = isExact,
                Kind = kind,
                Special = header.Type switch { '3' => 'c', '4' => 'b', _ => 'p' },
                Size = header.Size,
                Mode = header.Mode,
                User = EntryName.Shared(_owners, header.User),
                Group = EntryName.Shared(_owners, header.Group),
                Modified = header.Modified,
                Target = kind == FileKind.Link ? EntryName.Read(header.LinkName).Text : "",
            });
        }

        // '1' is a hard link to a file that came before; its size is not told.
        private static FileKind? Kind(char type) => type switch
        {
            '0' or '1' or '7' or 'S' => FileKind.File,
            '2' => FileKind.Link,
            '3' or '4' or '6' => FileKind.Special,
            '5' => FileKind.Directory,
            _ => null,
        };
    }

    /// <summary>Folders first, then by name as bytes would sort.</summary>
    public static IReadOnlyList<FileEntry> Sorted(IEnumerable<FileEntry> entries) =>
        [.. entries.OrderBy(e => e.Kind != FileKind.Directory).ThenBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ThenBy(e => e.Name, StringComparer.Ordinal)];
}
