using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Recreation;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker container recreate</c>, which the docker CLI does not have: makes a container again with other options, as people do with
/// <c>docker rm</c> and <c>docker run</c>. The old one is kept aside until the new one runs, and put back if anything goes wrong. What the options
/// can't say of the old container is kept as it is.
/// </summary>
[Verb("container recreate", "Create a container again with other options; the old one comes back if that fails", OptionsFirst = true)]
public sealed record RecreateContainer : ContainerCreation
{
    /// <summary>The container that is replaced: name, id or unique prefix of an id.</summary>
    [Argument(-1, "CONTAINER")]
    public ResourceName Container { get; init; }

    internal override bool EndsContainers => true;

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
