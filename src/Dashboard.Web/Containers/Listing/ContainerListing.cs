using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Dashboard.Services.Containers.Stats;

namespace Dashboard.Web.Containers.Listing;

/// <summary>
/// The lines of the table for one viewer: filtered, grouped, sorted. A change of a container costs a search for its place, not a new sort: a
/// storm of events on an engine of ten thousand must not cost each viewer ten thousand comparisons a time.
/// </summary>
public sealed class ContainerListing
{
    // Past this many changes at once, sorting anew is quicker than moving each.
    private const int CheaperAnew = 500;

    private readonly Dictionary<ContainerKey, ContainerRow> _all = [];
    private readonly Dictionary<GroupKey, ContainerGroup> _groups = [];
    private readonly List<TableLine> _lines = [];
    private FilterText _filter = FilterText.Parse("");
    private LineOrder _order = new(ListColumn.Name, descending: false, ImmutableDictionary<ContainerKey, UsagePoint>.Empty);

    /// <summary>Without containers yet.</summary>
    public ContainerListing() => Lines = _lines.AsReadOnly();

    /// <summary>How it is looked at; set by <see cref="Look"/>.</summary>
    public ContainerView View { get; private set; } = new();

    /// <summary>The lines, in order; the same list for good, changed in place.</summary>
    public ReadOnlyCollection<TableLine> Lines { get; }

    /// <summary>All containers, the filter aside.</summary>
    public IReadOnlyCollection<ContainerRow> All => _all.Values;

    /// <summary>How many of all run.</summary>
    public int Running { get; private set; }

    /// <summary>How many the filter lets through, in collapsed groups too.</summary>
    public int ShownCount { get; private set; }

    /// <summary>Those that the filter lets through, in collapsed groups too, in no order.</summary>
    public IEnumerable<ContainerRow> Shown => _all.Values.Where(IsShown);

    /// <summary>The container as last told, or null when it is gone.</summary>
    public ContainerRow? Find(ContainerKey key) => _all.GetValueOrDefault(key);

    /// <summary>Whether it is there and the filter lets it through.</summary>
    public bool IsShown(ContainerKey key) => _all.TryGetValue(key, out var row) && IsShown(row);

    /// <summary>Another filter, order or grouping. <paramref name="usage"/> is what an order by CPU or memory goes by, until the next call.</summary>
    public void Look(ContainerView view, IReadOnlyDictionary<ContainerKey, UsagePoint>? usage = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        (View, _filter) = (view, FilterText.Parse(view.Search));
        _order = new LineOrder(view.Choices.Sort, view.Choices.IsDescending, usage ?? ImmutableDictionary<ContainerKey, UsagePoint>.Empty);
        Rebuild();
    }

    /// <summary>Containers changed, came and went.</summary>
    public void Apply(IReadOnlyList<ContainerRow> put, IReadOnlyList<ContainerKey> removed)
    {
        ArgumentNullException.ThrowIfNull(put);
        ArgumentNullException.ThrowIfNull(removed);
        var (anew, hadHeads) = (put.Count + removed.Count > CheaperAnew, HasHeads);
        foreach (var key in removed)
        {
            if (_all.Remove(key, out var old))
            {
                Leave(old, anew);
                anew |= HasHeads != hadHeads;
            }
        }

        foreach (var row in put)
        {
            if (_all.TryGetValue(row.Key, out var old))
            {
                Leave(old, anew);
            }

            _all[row.Key] = row;
            Enter(row, anew);
            // The first project gives the others a head too, and the last one takes it away.
            anew |= HasHeads != hadHeads;
        }

        if (anew)
        {
            Rebuild();
        }
    }

    private bool HasHeads => _groups.Count > 1 || (_groups.Count == 1 && !_groups.ContainsKey(GroupKey.Rest));

    private bool IsShown(ContainerRow row) => View.Shows(row.Container) && _filter.Admits(row);

    private void Enter(ContainerRow row, bool anew)
    {
        Running += row.Container.IsRunning ? 1 : 0;
        if (anew || !IsShown(row))
        {
            return;
        }

        ShownCount++;
        var group = GroupOf(row);
        if (group is not null)
        {
            if (group.Counts.Total == 0 && HasHeads)
            {
                Insert(new TableLine(group, null));
            }

            group.Counts = group.Counts.With(row, 1);
        }

        if (!(HasHeads && group is { IsCollapsed: true }))
        {
            Insert(new TableLine(group, row));
        }
    }

    private void Leave(ContainerRow row, bool anew)
    {
        Running -= row.Container.IsRunning ? 1 : 0;
        if (anew || !IsShown(row))
        {
            return;
        }

        ShownCount--;
        var group = GroupOf(row);
        Remove(new TableLine(group, row));
        if (group is null)
        {
            return;
        }

        group.Counts = group.Counts.With(row, -1);
        if (group.Counts.Total == 0)
        {
            Remove(new TableLine(group, null));
            _groups.Remove(group.Key);
        }
    }

    private void Insert(TableLine line)
    {
        var at = _lines.BinarySearch(line, _order);
        _lines.Insert(at < 0 ? ~at : at, line);
    }

    private void Remove(TableLine line)
    {
        var at = _lines.BinarySearch(line, _order);
        if (at >= 0)
        {
            _lines.RemoveAt(at);
        }
    }

    private ContainerGroup? GroupOf(ContainerRow row)
    {
        if (!View.Choices.IsGrouped)
        {
            return null;
        }

        var key = GroupKey.Of(row);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups[key] = group = new ContainerGroup(key, View.Choices.Collapsed.Contains(key));
        }

        return group;
    }

    private void Rebuild()
    {
        _lines.Clear();
        _groups.Clear();
        ShownCount = 0;
        foreach (var row in _all.Values.Where(IsShown))
        {
            ShownCount++;
            var group = GroupOf(row);
            if (group is not null)
            {
                group.Counts = group.Counts.With(row, 1);
            }

            _lines.Add(new TableLine(group, row));
        }

        if (HasHeads)
        {
            _lines.RemoveAll(l => l.Group is { IsCollapsed: true });
            _lines.AddRange(_groups.Values.Select(g => new TableLine(g, null)));
        }

        _lines.Sort(_order);
    }
}
