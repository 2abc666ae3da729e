using System.Diagnostics;
using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>A container that has written so many lines, and what the docker CLI makes of them.</summary>
internal static class WrittenLog
{
    public const string Name = "writer";

    /// <summary>Runs it; its lines have 110 bytes with different text, and one more line says "last".</summary>
    public static async Task<string> WriteAsync(PrivateEngine engine, int lines, CancellationToken cancellationToken)
    {
        const string Line = "%09d level=info msg=\\\"request served\\\" path=/api/v1/items/%d user=%d took=%dms status=%d trace=%08x%08x\\n";
        var id = await engine.RunContainerAsync(
            Name,
            [],
            ["sh", "-c", $"awk 'BEGIN {{ srand(7); for (i = 1; i <= {lines}; i++) printf \"{Line}\", i, rand() * 10000, rand() * 500, rand() * 300, 200, rand() * 4294967295, rand() * 4294967295 }}'; echo last; sleep 600"],
            cancellationToken);
        await Eventually.ThatAsync(
            async () => (await engine.DockerAsync(cancellationToken, "logs", "--tail", "1", Name)).Text == "last",
            TimeSpan.FromMinutes(4), "the log is written", cancellationToken);
        return id;
    }

    /// <summary>Seconds and CPU seconds of <c>docker logs | wc -l</c>; fails if it gives another number of lines.</summary>
    public static async Task<(double Seconds, double Cpu)> CountAsync(PrivateEngine engine, int lines, CancellationToken cancellationToken)
    {
        // "times" tells the shell's own CPU time and, in its second line, that of its children: "0m1.234s 0m0.567s".
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"docker logs {Name} | wc -l; times");
        foreach (var (name, value) in engine.CliEnvironment())
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var words = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(cancellationToken);
        return words[0] == (lines + 1).ToString(CultureInfo.InvariantCulture)
            ? (watch.Elapsed.TotalSeconds, Seconds(words[3]) + Seconds(words[4]))
            : throw new InvalidOperationException($"docker logs gave {words[0]} lines.");
    }

    /// <summary>Seconds that <c>curl</c> takes for the same from the engine's API.</summary>
    public static async Task<double> CurlAsync(PrivateEngine engine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("curl");
        foreach (var word in (string[])
            ["-sS", "-o", "/dev/null", "--unix-socket", new Uri(engine.DockerHost).AbsolutePath, $"http://engine/containers/{Name}/logs?stdout=1&stderr=1&timestamps=1"])
        {
            start.ArgumentList.Add(word);
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"curl ended with {process.ExitCode}.");
    }

    private static double Seconds(string time) => time.TrimEnd('s').Split('m') is [var minutes, var seconds]
        ? (double.Parse(minutes, CultureInfo.InvariantCulture) * 60) + double.Parse(seconds, CultureInfo.InvariantCulture)
        : throw new FormatException($"\"{time}\" is no time of the shell.");
}
