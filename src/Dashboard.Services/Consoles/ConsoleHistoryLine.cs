using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Consoles;

/// <summary>A line that somebody typed: a row of table <c>ConsoleHistory</c>. Values that look secret are not in it.</summary>
public sealed class ConsoleHistoryLine
{
    /// <summary>Grows with each line.</summary>
    [Key]
    public long Id { get; init; }

    /// <summary>Who.</summary>
    [MaxLength(64)]
    public required string UserId { get; init; }

    /// <summary>On which engine.</summary>
    [MaxLength(255)]
    public required string Environment { get; init; }

    /// <summary>What.</summary>
    [MaxLength(32 * 1024)]
    public required string Line { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
