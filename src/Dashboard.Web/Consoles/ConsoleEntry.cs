using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Images;
using Dashboard.Services.Logs;

namespace Dashboard.Web.Consoles;

/// <summary>A line of the console and what came of it so far.</summary>
/// <param name="number">Which one of the session, from 1.</param>
/// <param name="line">As typed.</param>
/// <param name="environment">Name of the engine that it is for.</param>
public sealed class ConsoleEntry(int number, string line, string environment)
{
    /// <summary>Which one of the session, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>As typed.</summary>
    public string Line { get; } = line;

    /// <summary>Name of the engine that it is for.</summary>
    public string Environment { get; } = environment;

    /// <summary>What it was read as; null while it is read, and where nothing could be run.</summary>
    public DockerCommand? Command { get; internal set; }

    /// <summary>How it is looked at.</summary>
    public LineView View { get; internal set; }

    /// <summary>What came of it; null while it runs, and for views that have no end.</summary>
    public CommandResult? Result { get; internal set; }

    /// <summary>Whether it was stopped before its end.</summary>
    public bool IsCancelled { get; internal set; }

    /// <summary>The line that may have been meant; null when nothing is near.</summary>
    public string? Meant { get; internal set; }

    /// <summary>How far a pull is; null while there is none.</summary>
    public PullState? Pull { get; internal set; }

    /// <summary>The terminal that it opened; "" for none.</summary>
    public string TerminalId { get; internal set; } = "";

    /// <summary>Full id of the container whose log it shows; "" for none.</summary>
    public string LogOf { get; internal set; } = "";

    /// <summary>Lines that the log begins with, where a number was typed.</summary>
    public int? LogTail => Command is ShowLogs { Tail: var tail } && int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out var lines) ? lines : null;

    /// <summary>Whether it goes on.</summary>
    public bool IsRunning => Result is null && !IsCancelled && LogOf.Length == 0;
}
