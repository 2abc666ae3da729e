using System.Diagnostics;
using System.Security.Cryptography;
using Dashboard.Testing;

namespace Dashboard.Benchmarks;

/// <summary>How quick an image comes over the dashboard, beside <c>docker pull</c> of the same from the same registry on the same engine.</summary>
internal static class ImagePull
{
    private const int Layers = 4;
    private const int LayerBytes = 32 * 1024 * 1024;
    private const int Rounds = 7;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await PrivateEngine.StartAsync(cancellationToken);
        await using var registry = await TestRegistry.StartAsync(cancellationToken);
        await using var dashboard = await ImageSeat.TakeAsync(engine, cancellationToken);
        var image = $"{registry.Host}/bench/pull:1";
        await PushAsync(engine, image, cancellationToken);
        List<double> ours = [];
        List<double> theirs = [];
        for (var round = 0; round <= Rounds; round++)
        {
            // Who is second finds the registry's files warm: they take turns, and a first round does not count.
            var first = await TimeAsync(round % 2 == 0);
            var second = await TimeAsync(round % 2 != 0);
            if (round > 0)
            {
                (round % 2 == 0 ? ours : theirs).Add(first);
                (round % 2 == 0 ? theirs : ours).Add(second);
            }
        }

        Figures.Print($"Pull of {Layers} layers of {LayerBytes >> 20} MB from a registry on loopback; target: a ratio of 0.95", "MB/s", ("dashboard, over its API", ours), ("docker pull", theirs));

        async Task<double> TimeAsync(bool isOurs)
        {
            (await engine.DockerAsync(cancellationToken, "rmi", "-f", image)).EnsureSuccess();
            var watch = Stopwatch.StartNew();
            if (isOurs)
            {
                await dashboard.RunAsync($"docker pull {image}", cancellationToken);
            }
            else
            {
                (await engine.DockerAsync(cancellationToken, "pull", image)).EnsureSuccess();
            }

            return Layers * (LayerBytes >> 20) / watch.Elapsed.TotalSeconds;
        }
    }

    // Of bytes that no compression makes fewer.
    private static async Task PushAsync(PrivateEngine engine, string image, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("pull");
        var lines = $"FROM {engine.BusyboxImage}\n";
        for (var i = 0; i < Layers; i++)
        {
            await File.WriteAllBytesAsync(folder.At($"{i}"), RandomNumberGenerator.GetBytes(LayerBytes), cancellationToken);
            lines += $"COPY {i} /{i}\n";
        }

        await File.WriteAllTextAsync(folder.At("Dockerfile"), lines, cancellationToken);
        (await engine.DockerAsync(cancellationToken, "build", "-q", "-t", image, folder.Path)).EnsureSuccess();
        (await engine.DockerAsync(cancellationToken, "push", "-q", image)).EnsureSuccess();
    }
}
