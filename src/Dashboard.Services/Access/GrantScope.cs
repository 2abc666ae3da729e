namespace Dashboard.Services.Access;

/// <summary>What a grant reaches, from wide to narrow.</summary>
public enum GrantScopeKind
{
    /// <summary>Every engine and everything on it, and the dashboard itself.</summary>
    Everywhere,

    /// <summary>Everything on one engine.</summary>
    Environment,

    /// <summary>A compose project on one engine.</summary>
    Stack,

    /// <summary>Whatever has a label, on one engine or on all.</summary>
    Label,
}

/// <summary>What a grant reaches: everywhere, an environment, a stack in it, or a label selector ("key" or "key=value").</summary>
public sealed record GrantScope
{
    /// <summary>The label that compose puts on what belongs to a project.</summary>
    public const string ProjectLabel = "com.docker.compose.project";

    private GrantScope()
    {
    }

    /// <summary>No bounds at all.</summary>
    public static GrantScope Everywhere { get; } = new();

    /// <summary>Name of the environment; null is all of them.</summary>
    public string? Environment { get; private init; }

    /// <summary>Name of the compose project, or null.</summary>
    public string? Project { get; private init; }

    /// <summary>Key of the label, or null.</summary>
    public string? LabelKey { get; private init; }

    /// <summary>Value that the label must have; null is any.</summary>
    public string? LabelValue { get; private init; }

    /// <summary>Which sort of scope.</summary>
    public GrantScopeKind Kind => Project is not null ? GrantScopeKind.Stack
        : LabelKey is not null ? GrantScopeKind.Label
        : Environment is not null ? GrantScopeKind.Environment
        : GrantScopeKind.Everywhere;

    /// <summary>The label selector as one types it, or "".</summary>
    public string Selector => LabelKey is null ? "" : LabelValue is null ? LabelKey : $"{LabelKey}={LabelValue}";

    /// <summary>All of one engine.</summary>
    public static GrantScope OnEnvironment(string environment) => new() { Environment = Required(environment) };

    /// <summary>A compose project on one engine.</summary>
    public static GrantScope OnStack(string environment, string project) => new() { Environment = Required(environment), Project = Required(project) };

    /// <summary>Whatever the label selector matches, on one engine or (null) on all.</summary>
    /// <exception cref="ArgumentException">The selector has no key.</exception>
    public static GrantScope OnLabel(string? environment, string selector)
    {
        var (key, value) = Required(selector).Split('=', 2) is [var k, var v] ? (k, v) : (selector, null);
        return new() { Environment = string.IsNullOrEmpty(environment) ? null : environment, LabelKey = Required(key), LabelValue = value };
    }

    /// <summary>Whether something on <paramref name="environment"/> with these labels is within.</summary>
    public bool Covers(string environment, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Touches(environment)
            && (Project is null || Has(labels, ProjectLabel, Project))
            && (LabelKey is null || Has(labels, LabelKey, LabelValue));
    }

    /// <summary>Whether everything on <paramref name="environment"/>, the engine itself included, is within.</summary>
    public bool CoversAllOf(string environment) => Touches(environment) && Project is null && LabelKey is null;

    /// <summary>Whether anything on <paramref name="environment"/> can be within.</summary>
    public bool Touches(string environment) => Environment is null || string.Equals(Environment, environment, StringComparison.Ordinal);

    /// <summary>As the audit log tells it: "everywhere", "local", "stack shop on local", "label team=backend".</summary>
    public override string ToString() => Kind switch
    {
        GrantScopeKind.Stack => $"stack {Project} on {Environment}",
        GrantScopeKind.Label when Environment is not null => $"label {Selector} on {Environment}",
        GrantScopeKind.Label => $"label {Selector}",
        GrantScopeKind.Environment => Environment!,
        _ => "everywhere",
    };

    /// <summary>From the columns of a row, where what is not set is null.</summary>
    internal static GrantScope FromColumns(string? environment, string? project, string? labelKey, string? labelValue) =>
        new() { Environment = environment, Project = project, LabelKey = labelKey, LabelValue = labelValue };

    private static bool Has(IReadOnlyDictionary<string, string> labels, string key, string? value) =>
        labels.TryGetValue(key, out var found) && (value is null || string.Equals(found, value, StringComparison.Ordinal));

    private static string Required(string text) =>
        string.IsNullOrEmpty(text) ? throw new ArgumentException("A scope needs a name.", nameof(text)) : text;
}
