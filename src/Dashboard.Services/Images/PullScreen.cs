using System.Globalization;
using System.Text;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>
/// A pull in a terminal, as the docker CLI draws it: a line a layer that is written over where it stands. Reporting never waits for the
/// terminal; lines that changed several times meanwhile are drawn once.
/// </summary>
internal sealed class PullScreen : IProgress<LayerProgress>, IAsyncDisposable
{
    // A terminal draws some ten times a second; more is only traffic.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);
    private const int BarWidth = 50;

    private readonly ITerminal _terminal;
    private readonly Lock _gate = new();
    private readonly List<string> _order = [];
    private readonly Dictionary<string, LayerProgress> _changed = [];
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Task _drawing;
    private int _drawn;
    private bool _isOver;

    public PullScreen(ITerminal terminal, CancellationToken cancellationToken)
    {
        _terminal = terminal;
        _drawing = DrawAsync(cancellationToken);
    }

    public void Report(LayerProgress value)
    {
        lock (_gate)
        {
            // What has no layer is a line of its own that never changes.
            var key = value.Layer.Length > 0 ? value.Layer : $"\0{_order.Count}";
            if (!_order.Contains(key))
            {
                _order.Add(key);
            }

            _changed[key] = value;
            Wake();
        }
    }

    /// <summary>Draws what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isOver = true;
            Wake();
        }

        // Its end is the command's end: what went wrong with the terminal is told by the command that goes on in it.
        await _drawing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wake.Dispose();
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    private async Task DrawAsync(CancellationToken cancellationToken)
    {
        for (var isOver = false; !isOver;)
        {
            await _wake.WaitAsync(cancellationToken);
            string text;
            lock (_gate)
            {
                text = Next();
                isOver = _isOver;
            }

            if (text.Length > 0)
            {
                await _terminal.WriteOutputAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            if (!isOver)
            {
                await Task.Delay(Spacing, cancellationToken);
            }
        }
    }

    private string Next()
    {
        var text = new StringBuilder();
        for (; _drawn < _order.Count; _drawn++)
        {
            text.Append("\r\n");
        }

        foreach (var (key, value) in _changed)
        {
            var up = _order.Count - _order.IndexOf(key);
            text.Append(CultureInfo.InvariantCulture, $"\e[{up}A\e[2K\r{Cut(Line(value))}\e[{up}B\r");
        }

        _changed.Clear();
        return text.ToString();
    }

    // A line that the terminal breaks would move all others.
    private string Cut(string line) => line.Length < _terminal.Dimensions.Columns ? line : line[..Math.Max(0, _terminal.Dimensions.Columns - 1)];

    private static string Line(LayerProgress value)
    {
        var line = value.Layer.Length > 0 ? $"{value.Layer}: {value.Status}" : value.Status;
        if (value.Total <= 0 || value.Current <= 0)
        {
            return line;
        }

        var done = (int)Math.Min(BarWidth, BarWidth * value.Current / value.Total);
        return $"{line} [{new string('=', Math.Max(0, done - 1))}>{new string(' ', BarWidth - Math.Max(1, done))}]  "
            + $"{HumanSize.InThousands(value.Current)}/{HumanSize.InThousands(value.Total)}";
    }
}
