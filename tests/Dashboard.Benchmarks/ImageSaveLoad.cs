using System.Diagnostics;
using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>
/// A 5 GB image out through the download and in again through the upload: the same id, and what the server's memory grows by meanwhile. The
/// size is <c>DASHBOARD_BENCH_MB</c> megabytes, where that is set.
/// </summary>
internal static class ImageSaveLoad
{
    private const string Image = "bench-save:1";
    private const string Archive = "/api/v1/environments/local/images/archive";
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(200);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("DASHBOARD_BENCH_MB") ?? "5120", CultureInfo.InvariantCulture);
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var seat = await ImageSeat.TakeAsync(engine, cancellationToken);
        using var folder = new TemporaryFolder("save");
        var (file, dockerfile) = (folder.At("image.tar"), folder.At("Dockerfile"));
        // What runs for the first time is loaded and compiled, which is no growth.
        await SaveAsync(seat, engine.BusyboxImage, file, cancellationToken);
        await LoadAsync(seat, file, cancellationToken);
        await File.WriteAllTextAsync(dockerfile, $"FROM {engine.BusyboxImage}\nRUN truncate -s {megabytes}M /sparse\n", cancellationToken);
        (await engine.DockerFromFileAsync(dockerfile, cancellationToken, "build", "-q", "-t", Image, "-")).EnsureSuccess();
        var before = await IdAsync(engine, cancellationToken);

        Console.WriteLine($"An image of {megabytes} MB saved and loaded over HTTP; targets: the same id, 32 MB of memory");
        // Twice: what the runtime takes once, however large the image is, does not grow again.
        for (var round = 1; round <= 2; round++)
        {
            var saving = await MeasureAsync(seat, () => SaveAsync(seat, Image, file, cancellationToken), cancellationToken);
            (await engine.DockerAsync(cancellationToken, "rmi", "-f", Image)).EnsureSuccess();
            var loading = await MeasureAsync(seat, () => LoadAsync(seat, file, cancellationToken), cancellationToken);
            var after = await IdAsync(engine, cancellationToken);
            Print($"saved, round {round}", new FileInfo(file).Length, saving);
            Print($"loaded, round {round}", new FileInfo(file).Length, loading);
            Console.WriteLine(before == after ? $"  the same id: {after}" : $"  ANOTHER ID: {before} became {after}");
        }

        Console.WriteLine();
    }

    private static async Task<string> IdAsync(PrivateEngine engine, CancellationToken cancellationToken) =>
        (await engine.DockerAsync(cancellationToken, "image", "inspect", "-f", "{{.Id}}", Image)).EnsureSuccess().Text;

    private static async Task SaveAsync(ImageSeat seat, string image, string file, CancellationToken cancellationToken)
    {
        using var answer = await seat.Http.GetAsync(new Uri($"{Archive}?name={Uri.EscapeDataString(image)}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var output = File.Create(file);
        var buffer = new byte[1024 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            // Holes stay holes: what is measured is the server and not this machine's disk.
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            else
            {
                output.Seek(read, SeekOrigin.Current);
            }
        }

        output.SetLength(output.Position);
    }

    private static async Task LoadAsync(ImageSeat seat, string file, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(file);
        using var body = new StreamContent(input, 1024 * 1024);
        using var answer = await seat.Http.PutAsync(new Uri(Archive, UriKind.Relative), body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    private static async Task<(double Seconds, double GrowthMegabytes)> MeasureAsync(ImageSeat seat, Func<Task> work, CancellationToken cancellationToken)
    {
        var begun = Resident(seat);
        var most = begun;
        var watch = Stopwatch.StartNew();
        var working = work();
        while (!working.IsCompleted)
        {
            most = Math.Max(most, Resident(seat));
            await Task.WhenAny(working, Task.Delay(_pace, cancellationToken));
        }

        await working;
        return (watch.Elapsed.TotalSeconds, (most - begun) / 1048576.0);
    }

    private static long Resident(ImageSeat seat)
    {
        using var process = Process.GetProcessById(seat.Dashboard.ProcessId);
        return process.WorkingSet64;
    }

    private static void Print(string what, long bytes, (double Seconds, double GrowthMegabytes) figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {what,-40}{bytes / 1048576.0 / figures.Seconds,12:#,##0} MB/s, {figures.Seconds:0} s; memory grew by {figures.GrowthMegabytes:0.0} MB"));
}
