namespace Dashboard.Services.Terminals;

/// <summary>What a viewer of a terminal is sent.</summary>
public abstract record TerminalPiece
{
    private TerminalPiece()
    {
    }

    /// <summary>Bytes to draw, never decoded. For one who came later, or could not keep up, they begin by drawing the whole screen anew.</summary>
    public sealed record Output(byte[] Bytes) : TerminalPiece;

    /// <summary>What is known of the terminal besides its screen, because it has changed.</summary>
    public sealed record About(TerminalState State) : TerminalPiece;

    /// <summary>The terminal has another size than the viewer's, because another viewer gave it one.</summary>
    public sealed record Resized(int Columns, int Rows) : TerminalPiece;
}
