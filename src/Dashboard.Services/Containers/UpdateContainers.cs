using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers;

/// <summary><c>docker update</c>: changes limits and the restart policy of containers, running or not, at once.</summary>
[Verb("update", "Update configuration of one or more containers", Aliases = ["container update"])]
public sealed record UpdateContainers : DockerCommand
{
    /// <summary>The limits; what is null stays as it is.</summary>
    [OptionGroup]
    public ResourceLimits Limits { get; init; } = new();

    /// <summary>"no", "always", "unless-stopped" or "on-failure[:n]"; null leaves it.</summary>
    [Option("--restart", Help = "Restart policy to apply when a container exits")]
    public string? Restart { get; init; }

    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "CONTAINER")]
    public EquatableList<ResourceName> Containers { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => Containers.Select(c => new Demand(Right.Create, CommandTarget.Container(c)));

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RestartSpec? restart;
        try
        {
            restart = Restart is null ? null : RestartPolicies.Read(Restart);
        }
        catch (CommandLineException e)
        {
            return CommandResult.Wrong(e.Message);
        }

        if (this == new UpdateContainers { Containers = Containers })
        {
            const string nothing = "you must provide one or more flags when using this command";
            return CommandResult.Wrong(nothing);
        }

        // All that it changes, so that a rule for a field which is free today holds here too from the day it is made.
        var verdict = context.Policy.Judge(context.Actor, context.Environment, LimitSpecs.Apply(new HostSpec { RestartPolicy = restart }, Limits));
        if (verdict.IsRefused)
        {
            return CommandResult.Failure(new EngineError(
                EngineErrorKind.Refused, $"{context.Actor.UserName} may not set this: {string.Join("; ", verdict.Violations)}."));
        }

        var spec = LimitSpecs.Apply(new UpdateSpec { RestartPolicy = restart }, Limits);
        List<string> warnings = [];
        var outcome = await new CommandOutcome(context.Targets).ActAsync(
            async (target, token) =>
            {
                var updated = await context.Connection.Http.PostAsync(
                    $"/containers/{target.Container!.Id}/update", spec, SpecJson.Default.UpdateSpec, SpecJson.Default.UpdatedContainer, token);
                lock (warnings)
                {
                    warnings.AddRange(updated.Warnings ?? []);
                }
            },
            cancellationToken);
        var result = outcome.ToResult(_ => "");
        return result with { Stdout = result.Stdout + string.Concat(warnings.Select(w => w + "\n")), Note = verdict.Note };
    }
}
