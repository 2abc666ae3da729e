using Dashboard.Benchmarks;

var benchmarks = new Dictionary<string, Func<CancellationToken, Task>>
{
    ["stop-to-row"] = StopToRow.RunAsync,
    ["log-lines"] = LogLines.RunAsync,
    ["log-keep"] = LogKeep.RunAsync,
};
var wanted = args.Length == 0 ? [.. benchmarks.Keys] : args;
if (wanted.FirstOrDefault(w => !benchmarks.ContainsKey(w)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"No benchmark is called \"{unknown}\"; there are: {string.Join(", ", benchmarks.Keys)}.");
    return 1;
}

// Bounded in time: nothing here should take this long.
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
foreach (var name in wanted)
{
    await benchmarks[name](limit.Token);
}

return 0;
