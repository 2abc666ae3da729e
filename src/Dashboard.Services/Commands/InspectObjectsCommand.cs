using Dashboard.Services.Access;

namespace Dashboard.Services.Commands;

/// <summary>
/// The family of <c>docker volume inspect</c> and <c>docker network inspect</c>: what the readers have found is all there is to tell. Secrets are
/// masked unless the actor may reveal them; then the audit log has a row of it.
/// </summary>
public abstract record InspectObjectsCommand : InspectCommand
{
    internal override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets) || targets.Any(t => t.Thing is { } found && Reveals(actor, environment, found));

    internal override Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        var found = context.Targets[index].Thing!;
        return Task.FromResult(new InspectedObject(Shown(context.Actor, context.Environment.Name, found), context.Reader(found.Kind).Shape));
    }

    /// <summary>What <paramref name="actor"/> is told of <paramref name="found"/>.</summary>
    internal static string Shown(Actor actor, ResourceName environment, ResolvedObject found) => MayReveal(actor, environment, found) ? found.Json : SecretMask.Apply(found.Json);

    /// <summary>Whether that has secrets in it.</summary>
    internal static bool Reveals(Actor actor, ResourceName environment, ResolvedObject found) => MayReveal(actor, environment, found) && SecretMask.Apply(found.Json) != found.Json;

    private static bool MayReveal(Actor actor, ResourceName environment, ResolvedObject found) => found.Labels is { } labels
        ? actor.RightsOn(environment, labels).HasFlag(Right.RevealSecrets | Right.View)
        : actor.MayOnAllOf(Right.RevealSecrets, environment);
}
