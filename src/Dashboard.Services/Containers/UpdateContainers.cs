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
        UpdateSpec spec;
        try
        {
            spec = ToSpec();
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

        var verdict = context.Policy.Judge(context.Actor, context.Environment, new HostSpec
        {
            CpuRealtimePeriod = spec.CpuRealtimePeriod,
            CpuRealtimeRuntime = spec.CpuRealtimeRuntime,
        });
        if (verdict.IsRefused)
        {
            return CommandResult.Failure(new EngineError(
                EngineErrorKind.Refused, $"{context.Actor.UserName} may not set this: {string.Join("; ", verdict.Violations)}."));
        }

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

    private UpdateSpec ToSpec() => new()
    {
        BlkioWeight = Limits.BlkioWeight ?? 0,
        CpuPeriod = Limits.CpuPeriod ?? 0,
        CpuQuota = Limits.CpuQuota ?? 0,
        CpuRealtimePeriod = Limits.CpuRealtimePeriod ?? 0,
        CpuRealtimeRuntime = Limits.CpuRealtimeRuntime ?? 0,
        CpuShares = Limits.CpuShares ?? 0,
        NanoCpus = Limits.Cpus?.NanoCpus ?? 0,
        CpusetCpus = Limits.CpusetCpus,
        CpusetMems = Limits.CpusetMems,
        Memory = Limits.Memory?.Bytes ?? 0,
        MemoryReservation = Limits.MemoryReservation?.Bytes ?? 0,
        MemorySwap = Limits.MemorySwap?.Bytes ?? 0,
        PidsLimit = Limits.PidsLimit,
        RestartPolicy = Restart is null ? null : RestartPolicies.Read(Restart),
    };
}
