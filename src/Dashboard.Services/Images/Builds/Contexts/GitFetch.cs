using System.Formats.Tar;
using System.Globalization;
using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// Fetches one commit of a repository, and of its submodules as <c>git submodule update --init --recursive --depth=1</c> does, and gives the
/// files as a tar archive. Each address is judged by itself: that of a submodule is chosen by whoever wrote the repository.
/// </summary>
/// <param name="source">The repository.</param>
/// <param name="folder">An empty folder.</param>
/// <param name="options">What may be fetched.</param>
/// <param name="certificates">File with the authorities to trust, PEM; null is the system's.</param>
internal sealed class GitFetch(GitSource source, string folder, BuildOptions options, string? certificates)
{
    private const int MostSubmodules = 100;
    private const int MostLevels = 10;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private readonly List<(string Path, GitRepository Repository)> _fetched = [];
    private string _scheme = "";

    private long MostBytes => options.ContextMegabytes * 1024L * 1024;

    /// <summary>Writes the archive.</summary>
    /// <param name="archive">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">It can't be fetched, or may not be; why, in plain words.</exception>
    public async Task RunAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        // One for all of them, which together may bring no more than one.
        await using var proxy = new GuardedProxy(Judge, MostBytes);
        try
        {
            await FetchAsync(proxy, source, "", 0, limit.Token);
            await WriteAsync(archive, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(EngineErrorKind.Unreachable, $"{source.Address} was not fetched within {_patience.TotalMinutes:0} minutes.");
        }
    }

    private async Task FetchAsync(GuardedProxy proxy, GitSource from, string path, int level, CancellationToken cancellationToken)
    {
        if (_fetched.Count > MostSubmodules || level > MostLevels)
        {
            throw Failure(EngineErrorKind.Invalid, $"{source.Address} has more than {MostSubmodules} submodules, or they have more than {MostLevels} levels.");
        }

        _scheme = from.Address.Scheme;
        var home = Directory.CreateDirectory(Path.Combine(folder, _fetched.Count.ToString(CultureInfo.InvariantCulture)));
        var repository = new GitRepository(from, home.FullName, proxy, MostBytes, certificates);
        _fetched.Add((path, repository));
        await repository.FetchAsync(cancellationToken);
        foreach (var (at, submodule) in await repository.SubmodulesAsync(p => IsWanted(Join(path, p)), cancellationToken))
        {
            await FetchAsync(proxy, submodule, Join(path, at), level + 1, cancellationToken);
        }
    }

    private async Task WriteAsync(Stream archive, CancellationToken cancellationToken)
    {
        // The folder may lie in a submodule: in the last that was fetched on the way to it.
        var (mount, first) = _fetched.Last(f => IsIn(source.Folder, f.Path));
        var rest = source.Folder.Length > mount.Length ? source.Folder[mount.Length..].TrimStart('/') : "";
        var tree = rest.Length > 0 ? $"{GitRepository.Fetched}:{rest}" : GitRepository.Fetched;
        var below = _fetched.Where(f => f.Path != mount && IsIn(f.Path, source.Folder)).ToList();
        if (below.Count == 0)
        {
            await first.WriteAsync(tree, "", archive, cancellationToken);
            return;
        }

        await using var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        await AppendAsync(writer, archive, first, tree, "", cancellationToken);
        foreach (var (path, repository) in below)
        {
            await AppendAsync(writer, archive, repository, GitRepository.Fetched, $"{path[source.Folder.Length..].TrimStart('/')}/", cancellationToken);
        }
    }

    private async Task AppendAsync(TarWriter writer, Stream archive, GitRepository repository, string tree, string prefix, CancellationToken cancellationToken)
    {
        await using var part = new FileStream(
            Path.Combine(folder, "part.tar"), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose });
        await repository.WriteAsync(tree, prefix, part, cancellationToken);
        part.Position = 0;
        await using var reader = new TarReader(part, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            if (archive.Position + entry.Length > MostBytes)
            {
                throw BoundedCopy.TooLarge(MostBytes);
            }

            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }

    // Over plain HTTP only to networks that the operator answers for.
    private string? Judge(IPAddress address) =>
        NetworkAddress.IsIn(options.AllowedNetworks, address) ? null
        : NetworkAddress.IsOfThisNetwork(address) ? "an address of this network, which only Dashboard:Builds:GitNetworks can allow"
        : _scheme != Uri.UriSchemeHttps ? "over plain HTTP, which whoever is on the way can change"
        : null;

    // In the folder that is built from, or on the way to it.
    private bool IsWanted(string path) => IsIn(path, source.Folder) || IsIn(source.Folder, path);

    private static bool IsIn(string path, string folder) => folder.Length == 0 || path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    private static string Join(string folder, string path) => folder.Length == 0 ? path : $"{folder}/{path}";

    private static EngineErrorException Failure(EngineErrorKind kind, string words) => new(new EngineError(kind, words));
}
