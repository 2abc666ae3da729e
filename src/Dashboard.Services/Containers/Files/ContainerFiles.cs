using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;

namespace Dashboard.Services.Containers.Files;

/// <inheritdoc cref="IContainerFiles"/>
internal sealed class ContainerFiles(IScopedResolver resolver, IAuditLog audit, OwnExecs own) : IContainerFiles
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    public async Task<FileLook> LookAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath path, long offset, bool isPatient, CancellationToken cancellationToken)
    {
        try
        {
            var action = $"look at {ShellWords.Quote(path.Value)} of ";
            var found = await ResolveAsync(actor, environment, container, action, cancellationToken);
            var intent = await audit.BeginAsync(actor, environment.Name.Value, action + found.Name, cancellationToken);
            var outcome = "failed";
            try
            {
                var look = await LookAsync(environment.Connection, found, path, offset, isPatient ? Patient : Quick, cancellationToken);
                outcome = "ok";
                return look;
            }
            catch (OperationCanceledException)
            {
                outcome = "cancelled";
                throw;
            }
            catch (Exception e) when (Error(e) is { } error)
            {
                outcome = $"failed: {error.Message}";
                throw new EngineErrorException(error, e);
            }
            finally
            {
                await audit.CompleteAsync(intent, outcome, CancellationToken.None);
            }
        }
        catch (AuditUnavailableException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.AuditUnavailable, e.Message), e);
        }
    }

    public async Task<IReadOnlyDictionary<string, char>> ChangesAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, ContainerPath folder, CancellationToken cancellationToken)
    {
        var found = await resolver.ResolveContainerAsync(actor, environment, container, Right.ReadFiles, cancellationToken);
        try
        {
            var changes = await environment.Connection.Client.Containers.InspectChangesAsync(found.Id, cancellationToken);
            return In(folder, (changes ?? []).Select(c => (c.Path, (int)c.Kind)));
        }
        catch (Exception e) when (Error(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }

    /// <summary>Of an engine's changes (0 changed, 1 added, 2 removed), those that show in a folder.</summary>
    internal static Dictionary<string, char> In(ContainerPath folder, IEnumerable<(string Path, int Kind)> changes)
    {
        var prefix = folder.IsRoot ? "/" : folder.Value + "/";
        Dictionary<string, char> marks = [];
        foreach (var (path, kind) in changes.Where(c => c.Kind is 0 or 1 && c.Path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var rest = path[prefix.Length..];
            // The engine tells each folder above a change too, as changed.
            if (rest.Length > 0 && !rest.Contains('/', StringComparison.Ordinal))
            {
                marks[rest] = kind == 1 ? 'A' : 'C';
            }
        }

        return marks;
    }

    private async Task<ResolvedContainer> ResolveAsync(
        Actor actor, DockerEnvironment environment, ResourceName container, string action, CancellationToken cancellationToken)
    {
        try
        {
            return await resolver.ResolveContainerAsync(actor, environment, container, Right.ReadFiles, cancellationToken);
        }
        catch (EngineErrorException e) when (e.Error.Kind is EngineErrorKind.Refused)
        {
            await audit.RecordAsync(actor, environment.Name.Value, $"{action}{container}", $"refused: {e.Error.Message}", cancellationToken);
            throw;
        }
    }

    private async Task<FileLook> LookAsync(
        EngineConnection connection, ResolvedContainer container, ContainerPath path, long offset, TimeSpan limit, CancellationToken cancellationToken)
    {
        var stat = await StatAsync(connection, container.Id, path, cancellationToken)
            ?? throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such file or folder: {path}"));
        if (stat.IsLink)
        {
            return ContainerPath.TryParse(stat.LinkTarget, out var target) && target != path
                ? new FileLook(path, null, null, target)
                : throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"{path} is a link that leads nowhere."));
        }

        if (!stat.IsDirectory)
        {
            return new FileLook(path, null, stat.IsFile ? await FileReading.ReadAsync(connection, container.Id, path, offset, cancellationToken) : null, null);
        }

        // A frozen process can't list anything.
        var listing = container.Details.Summary.State == ContainerState.Running
            ? await RaceAsync(connection, container.Id, path, limit, cancellationToken)
            : await ArchiveListing.ReadAsync(connection, container.Id, path, limit, cancellationToken);
        return new FileLook(path, listing, null, null);
    }

    // The container's tools are quick whatever is below the folder, the archive is quick where there is nothing below: 100,000 names took the
    // tools 8 s and the archive 4 s, the root of a large image 0.2 s and 10 s. So the archive is asked when the tools have not answered soon.
    private async Task<FileListing> RaceAsync(EngineConnection connection, string id, ContainerPath path, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tools = ExecListing.ReadAsync(connection, id, path, own, decided.Token);
        Task<FileListing>? archive = null;
        try
        {
            await Task.WhenAny(tools, Task.Delay(HeadStart, decided.Token));
            if (tools.IsCompletedSuccessfully && await tools is { } quick)
            {
                return quick;
            }

            archive = ArchiveListing.ReadAsync(connection, id, path, limit, decided.Token);
            await Task.WhenAny((Task)tools, archive);
            if (tools.IsCompletedSuccessfully && await tools is { } told)
            {
                return told;
            }

            var sent = await archive;
            return sent.Cut == ListingCut.None ? sent : await tools ?? sent;
        }
        finally
        {
            // Whichever is not needed any more ends before its connection is anybody else's.
            await decided.CancelAsync();
            await ((Task)tools).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await (archive ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Below a file there is nothing, which engines call a failure (HTTP 500) of theirs, and a HEAD has no words.
    private static async Task<PathStat?> StatAsync(EngineConnection connection, string id, ContainerPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await PathStat.ReadAsync(connection, id, path.Value, cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.InternalServerError && !path.IsRoot)
        {
            return await StatAsync(connection, id, path.Parent, cancellationToken) is { IsDirectory: true } or { IsLink: true } ? throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, $"The engine can't say what {path} is."), e) : null;
        }
    }

    private static EngineError? Error(Exception exception) =>
        exception is InvalidDataException broken ? new EngineError(EngineErrorKind.Failed, broken.Message) : EngineErrors.Translate(exception);
}
