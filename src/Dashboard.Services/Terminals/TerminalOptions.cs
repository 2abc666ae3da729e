namespace Dashboard.Services.Terminals;

/// <summary>How long terminals last: section <c>Dashboard:Terminals</c>.</summary>
public sealed class TerminalOptions
{
    /// <summary>Seconds for which a terminal that nobody looks at waits for somebody to come back; 1 to 86400.</summary>
    public int GraceSeconds { get; set; } = 600;

    /// <summary>Minutes without a key after which a terminal ends; 0 is never, at most 10080.</summary>
    public int IdleMinutes { get; set; }

    /// <summary>Minutes after which a terminal ends however busy it is; 0 is never, at most 43200.</summary>
    public int MaximumMinutes { get; set; }
}
