using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Recreation;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker container recreate</c>, which the docker CLI does not have: makes a container again with other options, as people do with
/// <c>docker rm</c> and <c>docker run</c>. The old one is kept aside until the new one runs, and put back if anything goes wrong. What the options
/// can't say of the old container is kept as it is, and so are values of which the bare name is given (<c>--env PASSWORD</c>): whoever changes
/// a limit need not know the secrets.
/// </summary>
[Verb("container recreate", "Create a container again with other options; the old one comes back if that fails", OptionsFirst = true)]
public sealed record RecreateContainer : ContainerCreation
{
    /// <summary>
    /// Seconds in which the new container's health check must say that it is well, or the old one comes back; 0 does not wait for it. Null waits
    /// as long as the check may take by its own measures, ten minutes at most, unless the old one was unhealthy itself.
    /// </summary>
    [Option("--wait-timeout", Help = "Maximum duration in seconds to wait for the new container to be healthy (0 does not wait)")]
    public int? WaitTimeout { get; init; }

    /// <summary>The container that is replaced: name, id or unique prefix of an id.</summary>
    [Argument(-1, "CONTAINER")]
    public ResourceName Container { get; init; }

    internal override bool EndsContainers => true;

    internal override CommandResult? Complaint =>
        WaitTimeout < 0 ? CreationErrors.Of(new CommandLineException("--wait-timeout cannot be negative"), "container recreate") : null;

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands =>
        [new Demand(Right.Create | Right.Remove | Right.Operate, CommandTarget.Container(Container))];

    /// <summary>The command that makes <paramref name="container"/> again as <paramref name="options"/> say.</summary>
    public static RecreateContainer From(ResourceName container, ContainerCreation options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RecreateContainer
        {
            Container = container,
            Image = options.Image,
            Command = options.Command,
            Lifecycle = options.Lifecycle,
            Process = options.Process,
            Network = options.Network,
            Storage = options.Storage,
            Limits = options.Limits,
            Health = options.Health,
            Isolation = options.Isolation,
        };
    }

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            SpecBuilder.RequireVersion(this, context.Connection.ApiVersion);
            var exchange = await ContainerExchange.PrepareAsync(context, this, cancellationToken);
            return await exchange.CarryOutAsync(cancellationToken);
        }
        catch (CommandLineException e)
        {
            return CreationErrors.Of(e, "container recreate");
        }
    }
}
