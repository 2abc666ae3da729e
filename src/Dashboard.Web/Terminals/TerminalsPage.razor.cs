using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Terminals;

/// <summary>One's own terminals as tabs, two of them side by side if wanted, those that others share, and docker lines to run in new ones.</summary>
public sealed partial class TerminalsPage : IDisposable
{
    private readonly List<Pane> _panes = [];
    private IReadOnlyList<string> _environments = [];
    private IReadOnlyList<TerminalSession> _sessions = [];
    private IReadOnlyList<TerminalSession> _shared = [];
    private Actor _actor = Actor.Nobody;
    private string _environment = "";
    private string _line = "";
    private int _opened;

    /// <summary>On which engine the offered line is to run.</summary>
    [SupplyParameterFromQuery(Name = AppUrls.EnvironmentQuery)]
    public string? OfferedEnvironment { get; set; }

    /// <summary>The docker line that is offered, not run.</summary>
    [SupplyParameterFromQuery(Name = AppUrls.LineQuery)]
    public string? OfferedLine { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ITerminals Terminals { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<TerminalsText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Terminals.Changed -= Changed;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _environments = [.. Registry.All.Where(e => _actor.CanSeeAnyOf(e.Name)).Select(e => e.Name.Value)];
        _environment = _environments.FirstOrDefault(e => e == OfferedEnvironment) ?? (_environments is [var first, ..] ? first : "");
        _line = OfferedLine ?? "";
        Terminals.Changed += Changed;
        Refresh();
        if (_sessions.LastOrDefault(s => !s.HasEnded) is { } last)
        {
            Show(last.Id);
        }
    }

    private static string State(TerminalSession session) => session.HasEnded ? "Ended" : session.Viewers > 0 ? "Watched" : "Waiting";

    private static string Label(TerminalSession session) => session.Command is ExecInContainer exec
        ? exec.Container.Value
        : CommandLine.PrintMasked(session.Command)["docker ".Length..];

    // Others' terminals come and go here too, by what their owners let others do.
    private void Changed(string userId) => _ = InvokeAsync(() =>
    {
        var before = _shared;
        Refresh();
        if (userId == _actor.UserId || _shared.Count > 0 || before.Count > 0)
        {
            StateHasChanged();
        }
    });

    private void Refresh()
    {
        (_sessions, _shared) = (Terminals.Of(_actor), Terminals.SharedWith(_actor));
    }

    private void Run()
    {
        if (!string.IsNullOrWhiteSpace(_line))
        {
            Put(new Pane(_environment, _line.Trim(), null, $"line-{++_opened}"));
            _line = "";
        }
    }

    private void Show(string id) => Put(new Pane(null, null, id, id));

    private void Split(string id) => _panes.Add(new Pane(null, null, id, id));

    // In the place of the first, or beside it.
    private void Put(Pane pane)
    {
        if (_panes.Contains(pane))
        {
            return;
        }

        if (_panes.Count > 0)
        {
            _panes.RemoveAt(0);
        }

        _panes.Insert(0, pane);
    }

    private async Task EndAsync(TerminalSession session)
    {
        _panes.RemoveAll(p => p.Session == session.Id);
        await Terminals.EndAsync(session, "closed", CancellationToken.None);
        Refresh();
    }

    private sealed record Pane(string? Environment, string? Line, string? Session, string Slot);
}
