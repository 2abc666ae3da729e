using System.Text;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Screen;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Terminals;

/// <summary>A terminal with a test at its keys: everything that it has shown so far.</summary>
internal sealed class OpenTerminal : IAsyncDisposable
{
    private readonly MemoryStream _shown = new();
    private readonly TerminalScreen _screen = new(80, 24);
    private readonly TerminalViewer _viewer;
    private readonly Task _reading;

    public OpenTerminal(TerminalSession session)
    {
        Session = session;
        _viewer = session.Attach(80, 24);
        _reading = ReadAsync();
    }

    public TerminalSession Session { get; }

    public string Text
    {
        get
        {
            lock (_shown)
            {
                return Encoding.UTF8.GetString(_shown.ToArray());
            }
        }
    }

    /// <summary>The screen, drawn from all that was shown without a cut.</summary>
    public string Screen
    {
        get
        {
            lock (_shown)
            {
                return _screen.Text();
            }
        }
    }

    public void Resize(int columns, int rows) => Session.Resize(_viewer, columns, rows);

    public void Type(string keys) => Session.WriteInput(Encoding.UTF8.GetBytes(keys));

    public Task UntilAsync(string text) => Eventually.ThatAsync(() => Text.Contains(text, StringComparison.Ordinal), $"the terminal shows \"{text}\"");

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _reading;
        _viewer.Dispose();
        await _shown.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        await foreach (var piece in _viewer.ReadAsync(CancellationToken.None))
        {
            if (piece is not TerminalPiece.Output { Bytes: var bytes })
            {
                continue;
            }

            lock (_shown)
            {
                _shown.Write(bytes);
                _screen.Feed(bytes);
            }

            _viewer.Acknowledge(bytes.Length);
        }
    }
}
