using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker cp</c>, whose other side is always "-", a tar stream: there are no files of the user on the server. Reading takes the right to
/// read files. Writing takes the right to run processes, since whoever writes a program decides what runs.
/// </summary>
[Verb("cp", "Copy files/folders between a container and the local filesystem", Aliases = ["container cp"])]
public sealed record CopyFiles : DockerCommand
{
    private const string Stream = "-";

    /// <summary>Keep owners as the archive has them.</summary>
    [Option("--archive", "-a", Help = "Archive mode (copy all uid/gid information)")]
    public bool Archive { get; init; }

    /// <summary>Take what a symbolic link leads to instead of the link.</summary>
    [Option("--follow-link", "-L", Help = "Always follow symbol link in SRC_PATH")]
    public bool FollowLink { get; init; }

    /// <summary>Show no progress; none is shown.</summary>
    [Option("--quiet", "-q", Help = "Suppress progress output during copy")]
    public bool Quiet { get; init; }

    /// <summary>CONTAINER:PATH or "-".</summary>
    [Argument(0, "SRC_PATH")]
    public string Source { get; init; } = "";

    /// <summary>"-" or CONTAINER:PATH.</summary>
    [Argument(1, "DEST_PATH")]
    public string Destination { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands =>
        ResourceName.TryParse(Split(Source).Container, out var from) ? [new Demand(Right.ReadFiles, CommandTarget.Container(from))]
        : ResourceName.TryParse(Split(Destination).Container, out var to) ? [new Demand(Right.Exec, CommandTarget.Container(to))]
        // Neither is a container, which Complaint says before anybody is asked; should it not, nobody may.
        : [new Demand(Right.All, CommandTarget.Engine)];

    internal override CommandResult? Complaint => (Split(Source).Container, Split(Destination).Container) switch
    {
        (not null, not null) => Wrong("copying between containers is not supported"),
        (null, null) => Wrong("must specify at least one container source"),
        ({ } from, _) when !ResourceName.TryParse(from, out _) => Wrong($"Error response from daemon: No such container: {from}"),
        (_, { } to) when !ResourceName.TryParse(to, out _) => Wrong($"Error response from daemon: No such container: {to}"),
        ({ } from, _) when Destination != Stream => NoLocalSide(Destination),
        (_, { } to) when Source != Stream => NoLocalSide(Source),
        _ => null,
    };

    internal override Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken) =>
        Destination == Stream ? ReadAsync(context, cancellationToken) : WriteAsync(context, cancellationToken);

    internal override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        Source == Stream && targets is [{ Error: { Kind: EngineErrorKind.NotFound } missing }]
            ? NoDirectory() with { Targets = [new TargetResult(targets[0].Name, missing)] }
            : base.Refuse(targets);

    // docker/cli splitCpArg: an absolute path or one that begins with a dot is local, whatever colons are in it.
    private static (string? Container, string Path) Split(string argument) =>
        argument.StartsWith('/') || argument.StartsWith('.') || argument.Split(':', 2) is not [var container, var path] ? (null, argument) : (container, path);

    private static CommandResult Wrong(string words) => new(1, "", words + "\n");

    private static CommandResult NoLocalSide(string path) =>
        Wrong($"\"{path}\" would be a file of yours, and there are none on the server: only - (a tar stream) can stand there");

    private CommandResult NoDirectory() => Wrong($"destination \"{Destination}\" must be a directory");

    private async Task<CommandResult> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Output is not { } output)
        {
            return ArchiveStreams.Nowhere("docker cp");
        }

        var id = context.Targets[0].Container!.Id;
        var path = Split(Source).Path;
        if (FollowLink && await PathStat.ReadAsync(context.Connection, id, path, cancellationToken) is { IsLink: true } link)
        {
            path = Joined(path, link.LinkTarget);
        }

        await ArchiveStreams.DownloadAsync(context.Connection, Url(id, path), output, cancellationToken);
        return new CommandResult(0, "", "");
    }

    private async Task<CommandResult> WriteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Input is not { } input)
        {
            return ArchiveStreams.Nowhere("docker cp");
        }

        var id = context.Targets[0].Container!.Id;
        var path = Split(Destination).Path;
        var stat = await PathStat.ReadAsync(context.Connection, id, path, cancellationToken);
        if (stat is { IsLink: true })
        {
            path = Joined(path, stat.LinkTarget);
            stat = await PathStat.ReadAsync(context.Connection, id, path, cancellationToken);
        }

        if (stat is not { IsDirectory: true })
        {
            return NoDirectory();
        }

        await ArchiveStreams.UploadAsync(
            context.Connection, $"{Url(id, path)}&noOverwriteDirNonDir=true{(Archive ? "&copyUIDGID=true" : "")}", input, cancellationToken);
        return new CommandResult(0, "", "");
    }

    // Only text: whatever comes of it, the engine resolves it inside the container.
    private static string Joined(string path, string target) =>
        target.StartsWith('/') ? target : path[..(path.TrimEnd('/').LastIndexOf('/') + 1)] + target;

    private static string Url(string id, string path) => $"/containers/{id}/archive?path={Uri.EscapeDataString(path)}";
}
