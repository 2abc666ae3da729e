using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Environments;
using Dashboard.Web.Containers.Listing;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Web.Containers;

/// <summary>All containers of all engines, live.</summary>
public sealed partial class ContainersPage : IAsyncDisposable
{
    // Ages are told in half minutes at best, and figures to sort by come each ten seconds.
    private static readonly TimeSpan _beat = TimeSpan.FromSeconds(10);

    private readonly ContainerListing _listing = new();
    private readonly HashSet<ContainerKey> _selection = [];
    private readonly HashSet<ContainerKey> _busy = [];
    private readonly CancellationTokenSource _gone = new();
    private LiveContainers? _live;
    private BulkOutcome? _outcome;
    private Actor _actor = Actor.Nobody;
    private ITimer? _beats;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    // What the page begins with, so that a filter can be given to somebody as an address.
    [SupplyParameterFromQuery(Name = AppUrls.FilterQuery)]
    private string? Filter { get; set; }

    [Inject]
    private IEnvironmentRegistry Environments { get; set; } = null!;

    [Inject]
    private IContainerQueries Containers { get; set; } = null!;

    [Inject]
    private IContainerUsage Usage { get; set; } = null!;

    [Inject]
    private ContainerCommands Commands { get; set; } = null!;

    [Inject]
    private ChoiceMemory Memory { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private ContainerView View => _listing.View;

    private IReadOnlyList<ContainerRow> Selected =>
        [.. _selection.Select(_listing.Find).OfType<ContainerRow>().OrderBy(r => r.Container.Name, StringComparer.OrdinalIgnoreCase)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_beats is not null)
        {
            await _beats.DisposeAsync();
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
        var choices = await LoadChoicesAsync();
        _listing.Look(new ContainerView(Filter ?? "") { Choices = choices }, UsageFor(choices));
        _live = new LiveContainers(Environments.SeenBy(_actor), Containers, _actor, Time, InvokeAsync, Refresh);
        Refresh([.. _live.First], []);
        _live.Start();
        _beats = Time.CreateTimer(_ => _ = InvokeAsync(Beat), null, _beat, _beat);
    }

    private void Refresh(IReadOnlyList<ContainerRow> put, IReadOnlyList<ContainerKey> removed)
    {
        _listing.Apply(put, removed);
        ForgetHidden();
        StateHasChanged();
    }

    private void Beat()
    {
        if (View.Choices.Sort is ListColumn.Cpu or ListColumn.Memory)
        {
            _listing.Look(View, UsageFor(View.Choices));
        }

        StateHasChanged();
    }

    private async Task LookAsync(ContainerView view)
    {
        var before = View.Choices;
        _listing.Look(view, UsageFor(view.Choices));
        ForgetHidden();
        StateHasChanged();
        if (before != view.Choices)
        {
            await KeepChoicesAsync();
        }
    }

    private Task ChooseAsync(ListChoices choices) => LookAsync(View with { Choices = choices });

    private Task FilterByAsync(string term) => LookAsync(View with { Search = FilterText.Toggle(View.Search, term) });

    private Task ClearFilter() => LookAsync(View with { Search = "", State = StateFilter.All });

    // What is filtered away is not selected either: nobody should act on what they can't see.
    private void ForgetHidden() => _selection.RemoveWhere(k => !_listing.IsShown(k));

    private void ClearSelection()
    {
        _selection.Clear();
        StateHasChanged();
    }

    private void SelectAll(bool isSelected)
    {
        _selection.Clear();
        if (isSelected)
        {
            _selection.UnionWith(_listing.Shown.Select(r => r.Key));
        }
    }

    private void SelectGroup(GroupKey group)
    {
        var keys = _listing.Shown.Where(r => GroupKey.Of(r) == group).Select(r => r.Key).ToList();
        if (keys.TrueForAll(_selection.Contains))
        {
            _selection.ExceptWith(keys);
        }
        else
        {
            _selection.UnionWith(keys);
        }
    }

    private bool IsGroupSelected(ContainerGroup group) => _selection.Count >= group.Counts.Total
        && _selection.Count(k => _listing.Find(k) is { } row && GroupKey.Of(row) == group.Key) == group.Counts.Total;

    private Dictionary<ContainerKey, UsagePoint>? UsageFor(ListChoices choices) => choices.Sort is not (ListColumn.Cpu or ListColumn.Memory)
        ? null
        : Environments.SeenBy(_actor)
            .SelectMany(e => Usage.Latest(_actor, e).Select(p => KeyValuePair.Create(new ContainerKey(e.Name, p.Key), p.Value)))
            .ToDictionary();

    private async Task<ListChoices> LoadChoicesAsync()
    {
        try
        {
            return await Memory.LoadAsync(_actor, _gone.Token);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // A browser that keeps nothing for pages, or one that has gone: the usual columns will do.
            return ListChoices.Default;
        }
    }

    private async Task KeepChoicesAsync()
    {
        try
        {
            await Memory.SaveAsync(_actor, View.Choices, _gone.Token);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The same browser: what is chosen holds for this visit.
        }
    }

    private Task RetryAsync()
    {
        IReadOnlyList<ContainerRow> rows = [.. _outcome!.Failures.Select(f => _listing.Find(f.Row.Key)).OfType<ContainerRow>()];
        return RunAsync(rows, _outcome.Command);
    }

    /// <summary>Runs a command on rows, an environment at a time; they are marked busy meanwhile.</summary>
    private async Task RunAsync(IReadOnlyList<ContainerRow> rows, ContainersCommand command)
    {
        var outcome = new BulkOutcome(command, []);
        foreach (var group in rows.GroupBy(r => r.Environment))
        {
            var targets = group.ToList();
            var line = command with { Containers = EquatableList.From(targets.Select(r => r.Name)) };
            _busy.UnionWith(targets.Select(r => r.Key));
            StateHasChanged();
            try
            {
                if (rows.Count == 1)
                {
                    await Commands.RunAsync(_actor, group.Key, line, _gone.Token);
                }
                else if (await Commands.TryAsync(_actor, group.Key, line, _gone.Token) is { } result)
                {
                    _outcome = outcome = outcome.With(targets, result);
                }
            }
            catch (OperationCanceledException) when (_gone.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _busy.ExceptWith(targets.Select(r => r.Key));
                StateHasChanged();
            }
        }
    }
}
