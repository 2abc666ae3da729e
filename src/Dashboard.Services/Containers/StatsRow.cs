using System.Globalization;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Containers;

/// <summary>A row of <c>docker stats</c> as templates see it (docker/cli <c>container.statsContext</c>).</summary>
/// <param name="given">What the user called it; its id where they named none.</param>
/// <param name="id">Full id.</param>
/// <param name="name">Name.</param>
/// <param name="stats">Figures; null while there are none.</param>
/// <param name="truncates">Whether ids are cut.</param>
internal sealed class StatsRow(string given, string id, string name, ContainerStats? stats, bool truncates) : IGoObject
{
    private const string Unknown = "--";

    private static readonly (string Name, Func<StatsRow, ContainerStats?, string> Get)[] _fields =
    [
        ("BlockIO", (_, s) => s is null ? Unknown : Pair(s.BlockRead, s.BlockWritten)),
        ("CPUPerc", (_, s) => s is null ? Unknown : Percent(s.CpuPercent)),
        ("Container", (r, _) => r.Given),
        ("ID", (r, _) => r.Id),
        ("MemPerc", (_, s) => s is null ? Unknown : Percent(s.MemoryPercent)),
        ("MemUsage", (_, s) => s is null ? $"{Unknown} / {Unknown}" : $"{HumanSize.In1024s(s.MemoryBytes)} / {HumanSize.In1024s(s.MemoryLimit)}"),
        ("Name", (r, _) => r.Called),
        ("NetIO", (_, s) => s is null ? Unknown : Pair(s.NetworkReceived, s.NetworkSent)),
        ("PIDs", (_, s) => s is null ? Unknown : s.Pids.ToString(CultureInfo.InvariantCulture)),
    ];

    public static TableTitles Titles { get; } = new(
        ("Container", "CONTAINER"), ("Name", "NAME"), ("ID", "CONTAINER ID"), ("CPUPerc", "CPU %"), ("MemUsage", "MEM USAGE / LIMIT"), ("MemPerc", "MEM %"),
        ("NetIO", "NET I/O"), ("BlockIO", "BLOCK I/O"), ("PIDs", "PIDS"));

    public string TypeName => "*container.statsContext";

    public bool EscapesHtml => true;

    public IEnumerable<KeyValuePair<string, object?>> Fields => _fields.Select(f => KeyValuePair.Create(f.Name, (object?)f.Get(this, stats)));

    private string Given => given;

    private string Id => truncates && id.Length > 12 ? id[..12] : id;

    private string Called => name.Length > 0 ? name : Unknown;

    public bool TryGet(string name, out object? value)
    {
        var field = Array.Find(_fields, f => f.Name == name);
        value = field.Get?.Invoke(this, stats);
        return field.Get is not null;
    }

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F2}%");

    private static string Pair(ulong first, ulong second) => $"{HumanSize.InThousands(first, 3)} / {HumanSize.InThousands(second, 3)}";
}
