using Dashboard.Services.Commands;

namespace Dashboard.Services.Access;

/// <summary>
/// Who may set which labels. A label that some grant goes by decides who may see and stop a container, so nobody may put one on, or take
/// one off, without holding the right to create within the scope that it stands for.
/// </summary>
public sealed class ScopeRules(IRightsSource rights)
{
    private static readonly Dictionary<string, string> _noLabels = [];

    /// <summary>Whether <paramref name="actor"/> may give something these labels.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="environment">On which engine.</param>
    /// <param name="before">Its labels so far; null when it is about to be made.</param>
    /// <param name="after">Its labels to be.</param>
    /// <param name="refused">When not: the label that they may not touch, as key=value; "" when the whole would be out of their reach.</param>
    public bool MaySetLabels(
        Actor actor,
        ResourceName environment,
        IReadOnlyDictionary<string, string>? before,
        IReadOnlyDictionary<string, string> after,
        out string? refused)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(after);
        refused = FirstForeign(actor, environment, Changed(before ?? _noLabels, after));
        if (refused is null && !actor.RightsOn(environment, after).HasFlag(Right.Create))
        {
            refused = "";
        }

        return refused is null;
    }

    /// <summary>
    /// Finds the label by which something would get into a scope where <paramref name="actor"/> may create nothing. For what need not be in a
    /// scope itself, such as an image, or gets the labels of its scope besides, such as a volume that is made for a container.
    /// </summary>
    /// <returns>The label as key=value; null when they may set all of them. Whoever may create on all of the engine may.</returns>
    public string? FirstForeign(Actor actor, ResourceName environment, IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return labels
            .Where(label => IsScoping(environment, label) && !actor.RightsOn(environment, Alone(label)).HasFlag(Right.Create))
            .Select(label => $"{label.Key}={label.Value}")
            .FirstOrDefault();
    }

    // The project's label always, since a grant on that stack may come tomorrow; others when a grant goes by them today.
    private bool IsScoping(ResourceName environment, KeyValuePair<string, string> label) =>
        label.Key == GrantScope.ProjectLabel
        || rights.Scopes.Any(s => s.Kind == GrantScopeKind.Label && s.Covers(environment.Value, Alone(label)));

    private static IEnumerable<KeyValuePair<string, string>> Changed(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => after.Except(before).Concat(before.Except(after));

    private static Dictionary<string, string> Alone(KeyValuePair<string, string> label) => new() { [label.Key] = label.Value };
}
