using System.Diagnostics;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Logs.Search;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>Reading and searching in a kept log of a million lines: older pages, the first matches of an expression, and looking through all of it.</summary>
internal static class LogSearching
{
    private const int Lines = 1_000_000;
    private const int Pages = 300;
    private const int PageLines = 1000;
    private const int Rounds = 5;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        var id = await WrittenLog.WriteAsync(engine, Lines, cancellationToken);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, new Dictionary<string, string?> { ["Dashboard:Logs:FirstLines"] = $"{Lines + 1}" }, cancellationToken);
        var container = await services.Get<IContainerQueries>().InspectAsync(ServiceHost.Admin, services.Local, ResourceName.Of(id), cancellationToken);
        var held = services.Get<LogKeeper>().For(services.Local).Open(container.Summary);
        await Eventually.ThatAsync(() => held.Log.Next - held.Log.First > Lines, TimeSpan.FromMinutes(1), "all is kept", cancellationToken);

        var pages = services.Get<ILogPages>();
        var name = ResourceName.Of(WrittenLog.Name);
        var bounds = await pages.BoundsAsync(ServiceHost.Admin, services.Local, name, cancellationToken);
        var random = new Random(7);
        List<double> waits = [];
        for (var i = 0; i < Pages; i++)
        {
            var before = bounds.First + PageLines + (long)(random.NextDouble() * (bounds.Next - bounds.First - PageLines));
            var started = Stopwatch.GetTimestamp();
            var page = await pages.OlderAsync(ServiceHost.Admin, services.Local, name, before, PageLines, cancellationToken);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (page.Length == 0)
            {
                throw new InvalidOperationException($"Nothing is before record {before}.");
            }
        }

        Console.WriteLine($"{bounds.Next - bounds.First:#,##0} records kept");
        Figures.PrintP95($"{PageLines:#,##0} lines before a random one (target 50)", "ms", waits);
        await SearchAsync(services, name, @"took=2\d\dms .*trace=1e", cancellationToken);
        await SearchAsync(services, name, @"no such \d+ text", cancellationToken);
    }

    private static async Task SearchAsync(ServiceHost services, ResourceName name, string expression, CancellationToken cancellationToken)
    {
        List<double> first = [];
        List<double> whole = [];
        var found = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var query = new LogQuery { Text = expression, Regex = true, NewestFirst = true, Limit = LogQuery.MostMatches };
            found = 0;
            await foreach (var step in services.Get<ILogSearch>().SearchAsync(ServiceHost.Admin, services.Local, name, query, cancellationToken))
            {
                if (found == 0 && step.Matches.Count > 0)
                {
                    first.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }

                found += step.Matches.Count;
            }

            whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        if (first.Count > 0)
        {
            Figures.PrintP95($"\"{expression}\": the first matches (target 300)", "ms", first);
        }

        Figures.PrintP95($"\"{expression}\": all {found} (target 2,000)", "ms", whole);
    }
}
