using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Screen;

namespace Dashboard.Engine.Tests.Terminals;

/// <summary>What a browser that begins to look now sees.</summary>
internal sealed class DrawnScreen
{
    private readonly TerminalScreen _screen = new(80, 24);

    public string Text => _screen.Text();

    /// <summary>Draws a number of pieces.</summary>
    public async Task DrawAsync(TerminalViewer viewer, int pieces, CancellationToken cancellationToken)
    {
        await foreach (var piece in viewer.ReadAsync(cancellationToken))
        {
            if (piece is TerminalPiece.Output { Bytes: var bytes })
            {
                _screen.Feed(bytes);
                viewer.Acknowledge(bytes.Length);
                if (--pieces <= 0)
                {
                    return;
                }
            }
        }
    }
}
