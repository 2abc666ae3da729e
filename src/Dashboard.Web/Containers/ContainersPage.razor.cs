using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>All containers of all engines, live.</summary>
public sealed partial class ContainersPage : IAsyncDisposable
{
    private readonly HashSet<string> _selection = [];
    private readonly HashSet<string> _busy = [];
    private readonly CancellationTokenSource _gone = new();
    private ContainerView _view = new();
    private IReadOnlyList<ContainerRow> _shown = [];
    private LiveContainers? _live;
    private Actor _actor = Actor.Nobody;
    private ITimer? _ages;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Environments { get; set; } = null!;

    [Inject]
    private IContainerQueries Containers { get; set; } = null!;

    [Inject]
    private ContainerCommands Commands { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private IReadOnlyCollection<ContainerRow> Rows => _live?.Rows ?? [];

    private IReadOnlyList<ContainerRow> Selected => [.. _shown.Where(r => _selection.Contains(r.Key))];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_ages is not null)
        {
            await _ages.DisposeAsync();
        }

        if (_live is not null)
        {
            await _live.DisposeAsync();
        }

        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _live = new LiveContainers(Environments.SeenBy(_actor), Containers, _actor, Time, InvokeAsync, Refresh);
        Refresh();
        _live.Start();
        var everyHalfMinute = TimeSpan.FromSeconds(30);
        _ages = Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, everyHalfMinute, everyHalfMinute);
    }

    private void Refresh()
    {
        _shown = _view.Apply(Rows);
        // What is filtered away is not selected either: nobody should act on what they can't see.
        _selection.IntersectWith(_shown.Select(r => r.Key));
        StateHasChanged();
    }

    private void Look(ContainerView view)
    {
        _view = view;
        Refresh();
    }

    private void ClearFilter() => Look(_view with { Search = "", State = StateFilter.All });

    private void ClearSelection()
    {
        _selection.Clear();
        StateHasChanged();
    }

    /// <summary>Runs a command on rows, an environment at a time; they are marked busy meanwhile.</summary>
    private async Task RunAsync(IReadOnlyList<ContainerRow> rows, ContainersCommand command)
    {
        foreach (var group in rows.GroupBy(r => r.Environment))
        {
            _busy.UnionWith(group.Select(r => r.Key));
            StateHasChanged();
            try
            {
                await Commands.RunAsync(
                    _actor, group.Key, command with { Containers = EquatableList.From(group.Select(r => r.Name)) }, _gone.Token);
            }
            catch (OperationCanceledException) when (_gone.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _busy.ExceptWith(group.Select(r => r.Key));
                StateHasChanged();
            }
        }
    }
}
