using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Web.Containers.Listing;

/// <summary>What a term of the filter looks at.</summary>
public enum FilterField
{
    /// <summary>Anything that is shown.</summary>
    Any,

    /// <summary>Part of the name.</summary>
    Name,

    /// <summary>Beginning of the id.</summary>
    Id,

    /// <summary>Part of the image.</summary>
    Image,

    /// <summary>A label's key, or key and value: "team", "team=blue".</summary>
    Label,

    /// <summary>Name of a network.</summary>
    Network,

    /// <summary>Name of the compose project.</summary>
    Project,

    /// <summary>Name of the engine.</summary>
    Engine,

    /// <summary>One of the engine's seven states, or the beginning of it.</summary>
    State,

    /// <summary>"healthy", "unhealthy", "starting", "none", or the beginning of it.</summary>
    Health,

    /// <summary>A port, inside or outside.</summary>
    Port,

    /// <summary>What the last run ended with.</summary>
    Exit,
}

/// <summary>One condition of a filter. Values that look secret take part as they are shown, masked: a filter must not be a way to guess them.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Text">What for.</param>
/// <param name="Excludes">Whether what matches is hidden, not shown.</param>
public sealed record FilterTerm(FilterField Field, string Text, bool Excludes = false)
{
    private static readonly string[] _healths = ["healthy", "unhealthy", "starting", "none"];

    private static readonly string[] _states = [.. Enum.GetNames<ContainerState>().Select(s => s.ToLowerInvariant())];

    /// <summary>What may stand there, where that is a short list and <see cref="Text"/> begins none of it; else null.</summary>
    public string? Allowed => Field switch
    {
        FilterField.State when !Begins(_states) => string.Join(", ", _states),
        FilterField.Health when !Begins(_healths) => string.Join(", ", _healths),
        FilterField.Port when !ushort.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => "0–65535",
        FilterField.Exit when !int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => "0–255",
        _ => null,
    };

    /// <summary>Whether it lets a container through.</summary>
    public bool Admits(ContainerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Matches(row, row.Container) != Excludes;
    }

    private bool Matches(ContainerRow row, ContainerSummary c) => Field switch
    {
        FilterField.Name => Has(c.Name),
        FilterField.Id => c.Id.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        FilterField.Image => Has(c.Image),
        FilterField.Label => HasLabel(c),
        FilterField.Network => c.Networks.Any(Is),
        FilterField.Project => c.Project is { } project && Is(project),
        FilterField.Engine => Is(row.Environment.Name.Value),
        FilterField.State => c.State.ToString().StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        FilterField.Health => (c.Health ?? "none").StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        FilterField.Port => c.Ports.Any(p => Is(Number(p.PrivatePort)) || (p.PublicPort is { } outside && Is(Number(outside)))),
        FilterField.Exit => c.ExitCode is { } code && Is(Number(code)),
        _ => HasAnywhere(c),
    };

    private bool HasAnywhere(ContainerSummary c) =>
        Has(c.Name) || c.Id.StartsWith(Text, StringComparison.OrdinalIgnoreCase) || Has(c.Image) || Has(c.Status)
        || c.Ports.Any(p => Has($"{p.PublicPort} {p.PrivatePort}/{p.Protocol}")) || c.Networks.Any(Has)
        || c.Labels.Any(l => Has($"{l.Key}={SecretWords.MaskValue(l.Key, l.Value)}"));

    private bool HasLabel(ContainerSummary c)
    {
        var at = Text.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = at < 0 ? (Text, null) : (Text[..at], Text[(at + 1)..]);
        return c.Labels.TryGetValue(key, out var held) && (value is null || SecretWords.MaskValue(key, held) == value);
    }

    private bool Has(string? text) => text is not null && text.Contains(Text, StringComparison.OrdinalIgnoreCase);

    private bool Is(string text) => text.Equals(Text, StringComparison.OrdinalIgnoreCase);

    private bool Begins(string[] words) => words.Any(w => w.StartsWith(Text, StringComparison.OrdinalIgnoreCase));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
