namespace Dashboard.Services;

/// <summary>The program can't start, for a reason that the operator can mend; shown as lines on stderr, without a stack trace.</summary>
/// <param name="lines">What is wrong, a sentence a line.</param>
/// <param name="inner">What showed it, if anything did.</param>
public sealed class StartupException(IReadOnlyList<string> lines, Exception? inner = null) : Exception(string.Join('\n', lines), inner)
{
    /// <summary>One line.</summary>
    public StartupException(string line, Exception? inner = null)
        : this([line], inner)
    {
    }

    /// <summary>What is wrong, a sentence a line.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
