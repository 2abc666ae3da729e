using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers;

/// <summary><c>docker export</c>: a container's file system as a tar stream.</summary>
[Verb("export", "Export a container's filesystem as a tar archive", Aliases = ["container export"])]
public sealed record ExportContainer : DockerCommand
{
    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.ReadFiles, CommandTarget.Container(Container))];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Output is not { } output)
        {
            return ArchiveStreams.Nowhere("docker export");
        }

        await ArchiveStreams.DownloadAsync(context.Connection, $"/containers/{context.Targets[0].Container!.Id}/export", output, cancellationToken);
        return new CommandResult(0, "", "");
    }
}
