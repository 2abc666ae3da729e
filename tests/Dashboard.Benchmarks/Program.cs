using Dashboard.Benchmarks;
using Dashboard.Benchmarks.Table;
using Dashboard.Benchmarks.Terminals;

var benchmarks = new Dictionary<string, Func<CancellationToken, Task>>
{
    ["stop-to-row"] = StopToRow.RunAsync,
    ["log-lines"] = LogLines.RunAsync,
    ["log-view"] = LogViewing.RunAsync,
    ["log-keep"] = LogKeep.RunAsync,
    ["log-pipe"] = LogPipe.RunAsync,
    ["fuzz-logs"] = FuzzLogs.RunAsync,
    ["log-cuts"] = CutLogs.RunAsync,
    ["log-viewers"] = LogViewers.RunAsync,
    ["log-delay"] = LogDelay.RunAsync,
    ["log-search"] = LogSearching.RunAsync,
    ["fuzz-lines"] = FuzzLines.RunAsync,
    ["completing"] = Completing.RunAsync,
    ["terminals"] = TerminalSpeed.RunAsync,
    ["terminals-many"] = TerminalLoad.ManyAsync,
    ["terminals-closed"] = TerminalLoad.ClosedAsync,
    ["terminals-killed"] = TerminalLoad.KilledAsync,
    ["image-pull"] = ImagePull.RunAsync,
    ["image-save-load"] = ImageSaveLoad.RunAsync,
    // The table: a real engine with 1,100 containers, and ones that only speak the API, with 10,000 and with 300 running.
    ["thousand"] = Thousand.RunAsync,
    ["ten-thousand"] = TenThousand.RunAsync,
    ["samples"] = BackgroundSamples.RunAsync,
};
var wanted = args.Length == 0 ? [.. benchmarks.Keys] : args;
if (wanted.FirstOrDefault(w => !benchmarks.ContainsKey(w)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"No benchmark is called \"{unknown}\"; there are: {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}

foreach (var name in wanted)
{
    // Bounded in time: nothing here should take this long.
    using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
    await benchmarks[name](limit.Token);
}

return 0;
