using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Audit;

/// <summary>Who did what, where, when, and what came of it; newest first.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageSize = 100;

    private readonly List<AuditEntry> _entries = [];
    private readonly HashSet<(string Environment, long Number)> _recorded = [];
    private CancellationTokenSource _reading = new();
    private AuditView _view = new();
    private Actor _actor = Actor.Nobody;
    private EngineError? _error;
    private bool _more;
    private bool _loaded;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IAuditReader Reader { get; set; } = null!;

    [Inject]
    private IRecordings Recordings { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AuditText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _reading.Cancel();
        _reading.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        await LookAsync(_view);
    }

    private static string Value(ChangeEventArgs change) => change.Value as string ?? "";

    // What takes no time has no end of its own; what ends on another day says on which.
    private static string? Until(AuditEntry entry) => entry.Ended is { } ended && ended - entry.Time >= TimeSpan.FromSeconds(1)
        ? ended.UtcDateTime.ToString(ended.UtcDateTime.Date == entry.Time.UtcDateTime.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : null;

    private static string Css(AuditEntry entry) => entry.Outcome switch
    {
        null => "unknown",
        // "cancelled", "cancelled: closed, as root"
        _ when entry.Outcome.StartsWith("cancelled", StringComparison.Ordinal) => "",
        // "ok", "ok, with passkey, from 10.0.0.1", "ok (removed 2)"
        "ok" => "ok",
        _ when entry.Outcome.StartsWith("ok,", StringComparison.Ordinal) || entry.Outcome.StartsWith("ok (", StringComparison.Ordinal) => "ok",
        _ when entry.Outcome.StartsWith("exit ", StringComparison.Ordinal) => "",
        _ => "failed",
    };

    private async Task LookAsync(AuditView view)
    {
        _view = view;
        // A key typed while the last answer is under way makes that answer worthless.
        await _reading.CancelAsync();
        _reading.Dispose();
        _reading = new CancellationTokenSource();
        await ReadAsync(before: null, _reading.Token);
    }

    private Task OlderAsync() => ReadAsync(_entries[^1].Number, _reading.Token);

    private async Task ReadAsync(long? before, CancellationToken cancellationToken)
    {
        try
        {
            var page = await Reader.ReadAsync(_actor, _view.ToFilter(), before, PageSize, cancellationToken);
            if (before is null)
            {
                _entries.Clear();
            }

            _entries.AddRange(page);
            _recorded.UnionWith(Registry.SeenBy(_actor).SelectMany(e => Recordings.List(_actor, e)).Select(r => (r.Environment, r.Number)));
            _more = page.Count == PageSize;
            _loaded = true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A newer question is under way, or the page is gone.
        }
        catch (EngineErrorException e)
        {
            _error = e.Error;
        }
    }
}
