using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary><c>docker top</c>: the processes of a container, as the host's ps shows them; secrets in their arguments are masked, except for options that take the right to reveal them.</summary>
[Verb("top", "Display the running processes of a container", Aliases = ["container top"], OptionsFirst = true)]
public sealed record ListProcesses : DockerCommand
{
    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>Options for ps; none is -ef. Those that could show processes' environments need the right to reveal secrets.</summary>
    [Argument(1, "ps OPTIONS", Optional = true)]
    public EquatableList<string> PsOptions { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands =>
        [new Demand(ShowsNothingSecret ? Right.View : Right.View | Right.RevealSecrets, CommandTarget.Container(Container))];

    internal override bool IsRead => ShowsNothingSecret;

    private bool ShowsNothingSecret => PsColumns.ShowNothingSecret(PsOptions);

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var answer = await context.Connection.Client.Containers.ListProcessesAsync(
            context.Targets[0].Container!.Id,
            new ContainerListProcessesParameters { PsArgs = PsOptions.Count > 0 ? string.Join(' ', PsOptions) : null },
            cancellationToken);
        var text = new StringBuilder();
        foreach (var row in answer.Processes.Prepend(answer.Titles))
        {
            text.AppendJoin('\t', ShowsNothingSecret ? row.Select(cell => context.Secrets.Mask(SecretWords.Mask(cell))) : row).Append('\n');
        }

        return new CommandResult(0, new TabTable(20, 3).Write(text.ToString()), "");
    }
}
