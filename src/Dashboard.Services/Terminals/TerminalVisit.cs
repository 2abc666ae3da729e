using Dashboard.Services.Access;

namespace Dashboard.Services.Terminals;

/// <summary>Somebody looks at a terminal with one browser, of their own or of somebody who shares it, for as long as they may.</summary>
public sealed class TerminalVisit : IDisposable
{
    private readonly RightWatch? _watch;

    internal TerminalVisit(TerminalSession session, TerminalViewer viewer, RightWatch? watch)
    {
        (Session, Viewer, _watch) = (session, viewer, watch);
        watch?.Token.Register(() => viewer.Expel($"{viewer.Guest?.UserName} has lost the right to it"));
    }

    /// <summary>The terminal.</summary>
    public TerminalSession Session { get; }

    /// <summary>What the browser is sent.</summary>
    public TerminalViewer Viewer { get; }

    /// <summary>It looks no more.</summary>
    public void Dispose()
    {
        _watch?.Dispose();
        Viewer.Dispose();
    }
}
