namespace Dashboard.Services.Terminals;

/// <summary>What those who look at a terminal are told besides its output.</summary>
/// <param name="IsRecorded">Whether what it shows is recorded.</param>
public sealed record TerminalState(bool IsRecorded)
{
    /// <summary>Of a terminal of which there is nothing to tell.</summary>
    public static TerminalState Plain { get; } = new(IsRecorded: false);
}
