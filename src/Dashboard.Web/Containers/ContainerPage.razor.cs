using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers;

/// <summary>One container: a tab for each side of it; log and terminal are kept alive once they were looked at.</summary>
public sealed partial class ContainerPage : IAsyncDisposable
{
    private readonly HashSet<string> _visited = [];
    private readonly CancellationTokenSource _gone = new();
    private string? _shown;
    private DockerEnvironment? _environment;
    private ContainerDetails? _details;
    private EngineError? _error;
    private ContainerSummary? _known;
    private LiveContainers? _live;
    private Actor _actor = Actor.Nobody;
    private string? _terminalOf;
    private bool _removed;
    private bool _isShutOut;
    private bool _busy;
    private bool _reveals;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>Name or id of the container.</summary>
    [Parameter]
    public string Container { get; set; } = "";

    /// <summary>Which tab; empty is the overview.</summary>
    [Parameter]
    public string? Tab { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IContainerQueries Queries { get; set; } = null!;

    [Inject]
    private IContainerSecrets Secrets { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ContainerCommands Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    // A tab that may not be looked at is not there: its address leads to the overview.
    // The address may name a tab that is not theirs to see.
    private string Active => Tabs.FirstOrDefault(t => t == Tab && IsOffered(t)) ?? AppUrls.OverviewTab;

    // By id: what is shown must not become another's that took its name.
    private ResourceName Id => ResourceName.Of(_details!.Summary.Id[..12]);

    private IEnumerable<string> Tabs => AppUrls.ContainerTabs.Where(IsOffered);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await StopWatchingAsync();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _visited.Add(Active);
        OpenTerminal();
        var wanted = $"{Environment}/{Container}";
        if (_shown == wanted)
        {
            return;
        }

        _shown = wanted;
        await StopWatchingAsync();
        (_details, _error, _removed, _isShutOut, _terminalOf, _reveals) = (null, null, false, false, null, false);
        _visited.RemoveWhere(t => t != Active);
        _actor = (await SignedIn).User.ToActor();
        if (!await LoadAsync())
        {
            return;
        }

        _live = new LiveContainers([_environment!], Queries, _actor, Time, InvokeAsync, OnChanged);
        _live.Start();
    }

    // While the container is not known yet, every tab is waited for.
    private bool IsOffered(string tab) => (_environment, _details) is not ({ } environment, { } details) || tab switch
    {
        AppUrls.LogTab => _actor.May(Right.Logs, environment.Name, details.Summary),
        AppUrls.TerminalTab => _actor.May(Right.Exec, environment.Name, details.Summary),
        AppUrls.FilesTab => _actor.May(Right.ReadFiles, environment.Name, details.Summary),
        AppUrls.LimitsTab => _actor.May(Right.Create, environment.Name, details.Summary),
        AppUrls.ChangesTab => _actor.May(Right.ReadFiles, environment.Name, details.Summary),
        _ => true,
    };

    private static string TabKey(string tab) => tab switch
    {
        AppUrls.LogTab => "Tab.Log",
        AppUrls.TerminalTab => "Tab.Terminal",
        AppUrls.UsageTab => "Tab.Usage",
        AppUrls.TimelineTab => "Tab.Timeline",
        AppUrls.LimitsTab => "Tab.Limits",
        AppUrls.ProcessesTab => "Tab.Processes",
        AppUrls.FilesTab => "Tab.Files",
        AppUrls.ChangesTab => "Tab.Changes",
        AppUrls.InspectTab => "Tab.Inspect",
        _ => "Tab.Overview",
    };

    private async Task<bool> LoadAsync()
    {
        try
        {
            _environment = Registry.Get(_actor, Environment);
            // What is known of it already is asked by id: its name may have moved on.
            var name = _details is { Summary.Id: var id } ? ResourceName.Of(id)
                : ResourceName.TryParse(Container, out var parsed) ? parsed
                : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, Container));
            _details = await Queries.InspectAsync(_actor, _environment, name, _gone.Token);
            _error = null;
            OpenTerminal();
        }
        catch (EngineErrorException e) when (_details is not null)
        {
            // To who may not see it any more, what is there is as if it were gone; what they have been shown is taken away.
            _isShutOut = e.Error.Kind == EngineErrorKind.NotFound && !_actor.May(Right.View, _environment?.Name ?? ResourceName.Of(Environment), _details.Summary);
            _removed = e.Error.Kind == EngineErrorKind.NotFound && !_isShutOut;
        }
        catch (EngineErrorException e)
        {
            _error = e.Error;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return false;
        }

        return _environment is not null && _error is not { Kind: EngineErrorKind.NotFound };
    }

    // Once a terminal stands there it stays, with what it shows, when the container stops or is renamed. By name, as people read it in the audit log.
    private void OpenTerminal()
    {
        if (_details is { Summary.IsRunning: true } && _visited.Contains(AppUrls.TerminalTab))
        {
            _terminalOf ??= _details.Summary.Name;
        }
    }

    // Called for every change on the engine; only this container's own are worth an inspect.
    private void OnChanged(IReadOnlyList<ContainerRow> put, IReadOnlyList<ContainerKey> removed)
    {
        var id = _details?.Summary.Id;
        var now = put.FirstOrDefault(r => r.Container.Id == id)?.Container;
        if (now is not null ? !now.Equals(_known) : (_details is null || removed.Any(k => k.Id == id)) && _live!.Stale.Count == 0 && !_removed && !_isShutOut)
        {
            _known = now;
            _ = InvokeAsync(ReloadAsync);
        }
    }

    private async Task ReloadAsync()
    {
        if (!_gone.IsCancellationRequested)
        {
            await LoadAsync();
            StateHasChanged();
        }
    }

    private Task RunAsync(ContainersCommand command) =>
        BusyAsync(name => Commands.RunAsync(_actor, _environment!, command with { Containers = [name] }, _gone.Token));

    private Task ProtectAsync(bool isProtected) =>
        BusyAsync(name => Commands.ProtectAsync(_actor, _environment!, name, isProtected, _gone.Token));

    private async Task BusyAsync(Func<ResourceName, Task> act)
    {
        _busy = true;
        StateHasChanged();
        try
        {
            await act(ResourceName.Of(_details!.Summary.Name));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; the engine carries on with what it was told.
        }
        finally
        {
            _busy = false;
            StateHasChanged();
        }
    }

    private bool MayPrivileged => _actor.May(Right.Manage, _environment!.Name, _details!.Summary);

    private bool MayReveal => _actor.May(Right.RevealSecrets, _environment!.Name, _details!.Summary);

    // By name, as people read it in the audit log.
    private async Task<string?> RevealAsync(string variable)
    {
        try
        {
            return await Secrets.RevealAsync(_actor, _environment!, ResourceName.Of(_details!.Summary.Name), variable, _gone.Token);
        }
        catch (EngineErrorException e)
        {
            Snackbar.Add(e.Error.Message, Severity.Error);
            return null;
        }
    }

    private async Task StopWatchingAsync()
    {
        if (_live is not null)
        {
            await _live.DisposeAsync();
            _live = null;
        }
    }
}
