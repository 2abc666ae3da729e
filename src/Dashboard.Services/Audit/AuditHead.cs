using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Dashboard.Services.Audit;

/// <summary>
/// Number and hash of the last row, kept beside the rows (a row of table <c>AuditHead</c>) and again in a file, so that
/// rows missing from the end are noticed.
/// </summary>
public sealed class AuditHead
{
    /// <summary>Always 1: there is one head.</summary>
    public int Id { get; init; } = 1;

    /// <summary>Number of the last row; 0 when there is none.</summary>
    public required long Number { get; init; }

    /// <summary>Its hash.</summary>
    [MaxLength(32)]
    public required byte[] Hash { get; init; }

    /// <summary>The head of an empty log.</summary>
    internal static AuditHead Empty { get; } = new() { Number = 0, Hash = new byte[32] };

    /// <summary>As the file holds it.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Convert.ToHexStringLower(Hash)}\n");

    /// <summary>Reads what <see cref="ToText"/> wrote; null when it is something else, be it by a letter's case.</summary>
    internal static AuditHead? Parse(string text) => ParseLoosely(text) is { } head && head.ToText() == text ? head : null;

    private static AuditHead? ParseLoosely(string text)
    {
        var words = text.Trim().Split(' ');
        return words.Length == 2
            && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && words[1].Length == 64 && words[1].All(char.IsAsciiHexDigit)
            ? new AuditHead { Number = number, Hash = Convert.FromHexString(words[1]) }
            : null;
    }
}
