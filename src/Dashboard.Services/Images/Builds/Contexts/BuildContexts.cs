using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Pipelines;
using Dashboard.Services.Access;
using Dashboard.Services.Budgets;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Environments;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <inheritdoc cref="IBuildContexts"/>
internal sealed class BuildContexts(DataDirectory directory, IOptions<DashboardOptions> options, TimeProvider time) : IBuildContexts, IRemoteContexts, IHostedService
{
    private const int MostAtOnce = 8;
    private const int MostOfOne = 2;

    // A build waits for its engine, not for us; but no file of patterns is worth a minute.
    private static readonly TimeSpan _longestFiltering = TimeSpan.FromMinutes(1);

    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan _kept = TimeSpan.FromHours(24);
    private static readonly (byte[] Mark, string Name)[] _unread = [([0x42, 0x5a, 0x68], "bzip2"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz"), ([0x28, 0xb5, 0x2f, 0xfd], "zstd")];

    private readonly ConcurrentDictionary<Guid, StagedContext> _staged = new();
    private readonly PersonGate _uploads = new("uploads of build contexts", MostAtOnce, MostOfOne);
    private readonly PersonGate _selections = new("questions about a .dockerignore", MostAtOnce, MostOfOne);

    private BuildOptions Options => options.Value.Builds;

    public async Task<StagedContext> StageAsync(
        Actor actor, DockerEnvironment environment, Guid id, string name, Stream archive, CancellationToken cancellationToken)
    {
        DemandCreate(actor, environment);
        using var place = _uploads.Enter(actor);

        var path = NewPath();
        try
        {
            await TakeAsync(archive, path, cancellationToken);
            await using var file = File.OpenRead(path);
            var (files, ignore) = await ContextArchive.ReadAsync(file, cancellationToken);
            if (files.Count == 0)
            {
                throw Failure(EngineErrorKind.Invalid, "There is no file in the archive.");
            }

            var staged = new StagedContext(id, actor.UserId, environment.Name.Value, name, file.Length, files, ignore) { Path = path, LastUse = time.GetUtcNow() };
            Replace(staged);
            MakeRoom(id);
            return staged;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public StagedContext? Find(Actor actor, Guid id) => _staged.TryGetValue(id, out var staged) && staged.UserId == actor.UserId ? staged : null;

    public async Task<string?> ReadTextAsync(StagedContext context, string path, CancellationToken cancellationToken)
    {
        await using var file = OpenFile(context);
        return await ContextArchive.FindTextAsync(file, ContextPath.Of(path), cancellationToken);
    }

    public Stream Open(StagedContext context, string dockerfile, string? text)
    {
        var path = ContextPath.Of(dockerfile);
        var ignore = Read(context.Ignore, path, _longestFiltering, CancellationToken.None);
        return Filter(OpenFile(context), path, text, ignore);
    }

    public IReadOnlyList<int> LeftOut(Actor actor, DockerEnvironment environment, string ignore, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        DemandCreate(actor, environment);
        using var place = _selections.Enter(actor);
        var file = Read(ignore, "Dockerfile", WorkLimits.Answer, cancellationToken);
        // Which of them is built from is chosen later, and that one is sent whatever the lines say.
        return [.. Enumerable.Range(0, paths.Count).Where(i =>
            !file.Keeps(ContextPath.Of(paths[i]), isFolder: false) && !paths[i].Contains("dockerfile", StringComparison.OrdinalIgnoreCase) && !paths[i].EndsWith("Containerfile", StringComparison.Ordinal))];
    }

    public async Task<Stream> OpenAsync(string address, string dockerfile, CancellationToken cancellationToken)
    {
        if (!GitSource.TryParse(address, out var source, out var wrong))
        {
            throw Failure(EngineErrorKind.Invalid, $"{address}: {wrong}");
        }

        var path = NewPath();
        var repository = Directory.CreateDirectory($"{path}-git");
        try
        {
            await using var file = new FileStream(path, Private(FileMode.CreateNew));
            // Whom the program itself trusts, git does.
            var certificates = Environment.GetEnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } trusted ? trusted : null;
            await new GitFetch(source, repository.FullName, Options, certificates).RunAsync(file, cancellationToken);
            file.Position = 0;
            await CheckAsync(file, cancellationToken);
            file.Position = 0;
            var (_, text) = await ContextArchive.ReadAsync(file, cancellationToken);
            var ignore = Read(text, ContextPath.Of(dockerfile), _longestFiltering, cancellationToken);
            return Filter(new FileStream(path, new FileStreamOptions { Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous }), ContextPath.Of(dockerfile), null, ignore);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            repository.Delete(recursive: true);
        }
    }

    public async Task<IPinnedContext> PinAsync(Stream archive, string? dockerfile, CancellationToken cancellationToken)
    {
        // BuildKit takes the second where there is no first.
        string[] paths = string.IsNullOrEmpty(dockerfile) ? ["Dockerfile", "dockerfile"] : [ContextPath.Of(dockerfile)];
        var path = NewPath();
        FileStream? file = null;
        try
        {
            await TakeAsync(archive, path, cancellationToken);
            file = new FileStream(path, new FileStreamOptions { Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
            foreach (var wanted in paths)
            {
                file.Position = 0;
                var meant = await ContextArchive.FollowAsync(file, wanted, cancellationToken);
                file.Position = 0;
                if (meant is not null && await ContextArchive.FindTextAsync(file, meant, cancellationToken) is { } text)
                {
                    return new PinnedContext(file, text, (from, name, pinned) => Filter(from, name, pinned, IgnoreFile.Empty));
                }
            }

            throw Failure(EngineErrorKind.Invalid, $"Cannot locate specified Dockerfile: {paths[0]} (a text of at most a megabyte)");
        }
        catch
        {
            await (file?.DisposeAsync() ?? ValueTask.CompletedTask);
            File.Delete(path);
            throw;
        }
    }

    // What a run that was killed has left.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Clear();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Clear();
        return Task.CompletedTask;
    }

    private static void DemandCreate(Actor actor, DockerEnvironment environment)
    {
        if (!actor.MayOnAllOf(Right.Create, environment.Name))
        {
            throw Failure(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to build on {environment.Name} ({Right.Create}).");
        }
    }

    private void Clear()
    {
        _staged.Clear();
        if (Directory.Exists(directory.ContextDirectory))
        {
            Directory.Delete(directory.ContextDirectory, recursive: true);
        }
    }

    private async Task TakeAsync(Stream archive, string path, CancellationToken cancellationToken)
    {
        var head = new byte[6];
        var read = await archive.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (_unread.FirstOrDefault(u => head.AsSpan(0, read).StartsWith(u.Mark)) is { Name: { } packing })
        {
            throw Failure(EngineErrorKind.Invalid, $"The archive is packed with {packing}, which can't be looked into here: send it as .tar or .tar.gz.");
        }

        await using var file = new FileStream(path, Private(FileMode.CreateNew));
        await using var whole = new JoinedStream(head.AsMemory(0, read), archive);
        // Whoever reads the file holds an entry's attributes in memory, so they are bounded on its way.
        await using var unpacked = head is [0x1f, 0x8b, ..] ? new GZipStream(whole, CompressionMode.Decompress) : null;
        await using var bounded = new BoundedTarStream(unpacked ?? (Stream)whole);
        try
        {
            await BoundedCopy.RunAsync(bounded, file, Options.ContextMegabytes * Megabyte, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"This is no whole tar archive: {e.Message}"), e);
        }
    }

    private static async Task CheckAsync(FileStream archive, CancellationToken cancellationToken)
    {
        try
        {
            await new BoundedTarStream(archive).CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"The repository can't be built from: {e.Message}"), e);
        }
    }

    private void Replace(StagedContext staged)
    {
        if (_staged.TryGetValue(staged.Id, out var old))
        {
            if (old.UserId != staged.UserId)
            {
                throw Failure(EngineErrorKind.Conflict, "This id is somebody else's.");
            }

            File.Delete(old.Path);
        }

        _staged[staged.Id] = staged;
    }

    private void MakeRoom(Guid but)
    {
        var oldest = _staged.Values.Where(s => s.Id != but).OrderBy(s => s.LastUse).ToList();
        var total = _staged.Values.Sum(s => s.Bytes);
        foreach (var staged in oldest)
        {
            if (total <= Options.Megabytes * Megabyte && time.GetUtcNow() - staged.LastUse < _kept)
            {
                continue;
            }

            // A build that reads it has it open, and reads on.
            _staged.TryRemove(staged.Id, out _);
            File.Delete(staged.Path);
            total -= staged.Bytes;
        }
    }

    private FileStream OpenFile(StagedContext context)
    {
        context.LastUse = time.GetUtcNow();
        try
        {
            return new FileStream(context.Path, new FileStreamOptions { Options = FileOptions.Asynchronous });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"{context.Name} is not kept any more: send it again."), e);
        }
    }

    private string NewPath()
    {
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory.ContextDirectory, mode);
        }

        return Path.Combine(directory.ContextDirectory, Guid.NewGuid().ToString("N"));
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return how;
    }

    private static IgnoreFile Read(string? text, string dockerfile, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            return text is null ? IgnoreFile.Empty : IgnoreFile.Parse(text, dockerfile, time, cancellationToken);
        }
        catch (FormatException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, e.Message), e);
        }
    }

    // Written as it is read: what the engine does not take yet is not made yet.
    private static Stream Filter(Stream archive, string dockerfile, string? text, IgnoreFile ignore)
    {
        var pipe = new Pipe();
        _ = FillAsync();
        return pipe.Reader.AsStream();

        async Task FillAsync()
        {
            Exception? failure = null;
            try
            {
                await using var output = pipe.Writer.AsStream(leaveOpen: true);
                await using (archive)
                {
                    await ContextArchive.WriteAsync(archive, output, dockerfile, text, ignore, CancellationToken.None);
                }
            }
            catch (Exception e)
            {
                // Whoever reads is told.
                failure = e;
            }

            await pipe.Writer.CompleteAsync(failure);
        }
    }

    private static EngineErrorException Failure(EngineErrorKind kind, string words) => new(new EngineError(kind, words));
}
