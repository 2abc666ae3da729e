using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker inspect</c> and <c>docker container inspect</c>: the engine's own words about containers. Secrets are
/// masked (<see cref="SecretMask"/>) unless the actor may reveal them; then the audit log has a row of it.
/// </summary>
public abstract record ContainerInspectCommand : InspectCommand
{
    /// <summary>Also how much they wrote, which takes the engine a while.</summary>
    [Option("--size", "-s", Help = "Display total file sizes if the type is container")]
    public bool WithSize { get; init; }

    internal override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets)
        || targets.Any(t => t.Container is { } c && actor.May(Right.RevealSecrets, environment, c.Details.Summary) && c.Details.HoldsSecrets);

    internal override async Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        var container = context.Targets[index].Container!;
        await using var body = await context.Connection.Http.OpenAsync($"/containers/{container.Id}/json{(WithSize ? "?size=1" : "")}", cancellationToken);
        var json = await WholeAnswer.ReadAsync(body, cancellationToken);
        var may = context.Actor.May(Right.RevealSecrets, context.Environment.Name, container.Details.Summary);
        return new InspectedObject(Encoding.UTF8.GetString(may ? json : SecretMask.Apply(json, container.Details.Secrets)), ContainerJson.Shape);
    }
}
