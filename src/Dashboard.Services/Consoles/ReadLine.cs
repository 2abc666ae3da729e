using Dashboard.Services.Commands;

namespace Dashboard.Services.Consoles;

/// <summary>How what a command gives is looked at.</summary>
public enum LineView
{
    /// <summary>As text, once it is done.</summary>
    Text,

    /// <summary>In a terminal: it is typed into, or goes on until it is stopped.</summary>
    Terminal,

    /// <summary>In the log view, which follows.</summary>
    Log,
}

/// <summary>A typed line, read: a command to run, or the answer where there is nothing to run.</summary>
public sealed record ReadLine
{
    /// <summary>What to run; null when <see cref="Answer"/> says all.</summary>
    public DockerCommand? Command { get; init; }

    /// <summary>Help, or what is wrong with the line.</summary>
    public CommandResult? Answer { get; init; }

    /// <summary>The line that may have been meant; null when nothing is near.</summary>
    public string? Meant { get; init; }

    /// <summary>How to look at it.</summary>
    public LineView View { get; init; }
}
