using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker diff</c>: what a container has changed in its file system. Names of files are part of what is in it.</summary>
[Verb("diff", "Inspect changes to files or directories on a container's filesystem", Aliases = ["container diff"])]
public sealed record DiffContainer : DockerCommand
{
    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.ReadFiles, CommandTarget.Container(Container))];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var changes = await context.Connection.Client.Containers.InspectChangesAsync(context.Targets[0].Container!.Id, cancellationToken);
        var text = new StringBuilder();
        foreach (var change in changes ?? [])
        {
            text.Append(Letter(change.Kind)).Append(' ').Append(change.Path).Append('\n');
        }

        return new CommandResult(0, text.ToString(), "");
    }

    private static char Letter(FileSystemChangeKind kind) => (int)kind switch
    {
        0 => 'C',
        1 => 'A',
        2 => 'D',
        _ => '?',
    };
}
