using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Logs.Merging;

/// <summary>
/// Whose logs are read as one: "project=NAME" (a compose project), "label=KEY" or "label=KEY=VALUE", or "container=NAME,NAME". Containers that
/// come later and fit are taken in, so that a replaced replica is followed.
/// </summary>
public sealed class LogSelector
{
    /// <summary>Most containers that can be named.</summary>
    public const int MostNames = 100;

    private readonly Func<ContainerSummary, bool> _takes;

    private LogSelector(string text, IReadOnlyList<ResourceName> names, Func<ContainerSummary, bool> takes) => (Text, Names, _takes) = (text, names, takes);

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>The containers that are named; empty for a project or a label.</summary>
    public IReadOnlyList<ResourceName> Names { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="EngineErrorException">Invalid; the message quotes what is wrong.</exception>
    public static LogSelector Parse(string? text)
    {
        var (kind, value) = (text ?? "").Split('=', 2) is [var before, { Length: > 0 } after] ? (before, after) : ("", "");
        return kind switch
        {
            "project" => new LogSelector(text!, [], c => c.Project == value),
            "label" => OfLabel(text!, value),
            "container" => OfNames(text!, value),
            _ => throw Invalid($"invalid selector \"{text}\": expected project=NAME, label=KEY[=VALUE] or container=NAME[,NAME...]"),
        };
    }

    /// <summary>The selector for a compose project.</summary>
    public static string OfProject(string project) => $"project={project}";

    /// <summary>The selector for some containers, by names or ids.</summary>
    public static string OfContainers(IEnumerable<string> names) => $"container={string.Join(',', names)}";

    /// <summary>Whether a container's log is one of them.</summary>
    public bool Takes(ContainerSummary container) => _takes(container);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static LogSelector OfLabel(string text, string value)
    {
        var parts = value.Split('=', 2);
        if (parts[0].Length == 0)
        {
            throw Invalid($"invalid selector \"{text}\": the label has no key");
        }

        return new LogSelector(text, [], c => c.Labels.TryGetValue(parts[0], out var held) && (parts.Length == 1 || held == parts[1]));
    }

    private static LogSelector OfNames(string text, string value)
    {
        List<ResourceName> names = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Name)];
        return names.Count is > 0 and <= MostNames
            ? new LogSelector(text, names, c => names.Exists(n => IsNamed(c, n)))
            : throw Invalid($"invalid selector: it names {names.Count} containers, not 1 to {MostNames}");
    }

    internal static bool IsNamed(ContainerSummary container, ResourceName name) =>
        container.Name == name.Value || container.Id.StartsWith(name.Value, StringComparison.Ordinal);

    private static ResourceName Name(string text)
    {
        try
        {
            return ResourceName.Parse(text, null);
        }
        catch (FormatException e)
        {
            throw Invalid(e.Message);
        }
    }

    private static EngineErrorException Invalid(string message) => new(new EngineError(EngineErrorKind.Invalid, message));
}
