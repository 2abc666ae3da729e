using Dashboard.Services.Commands;
using Dashboard.Services.Images;

namespace Dashboard.Services.Tests.Images;

public sealed class PullBoardTests
{
    private readonly PullBoard _board = new();

    [Fact]
    public void State_NothingToldYet_IsEmpty() => Assert.Equal((0d, 0), (_board.State.Fraction, _board.State.Layers.Count));

    [Fact]
    public void State_LayersAtEveryStep_AddsUpTheirShares()
    {
        Tell("1.27", "Pulling from library/nginx");
        foreach (var layer in (string[])["a", "b", "c", "d"])
        {
            Tell(layer, "Pulling fs layer");
        }

        Tell("a", "Downloading", 50, 100);
        Tell("b", "Downloading", 30, 200);
        Tell("b", "Download complete");
        Tell("c", "Already exists");

        Assert.Equal(["a", "b", "c", "d"], _board.State.Layers.Select(l => l.Layer));
        Assert.Equal(1, _board.State.Complete);
        Assert.Equal((250, 300), (_board.State.Downloaded, _board.State.Total));
        Assert.Equal((0.35 + 0.7 + 1 + 0) / 4, _board.State.Fraction, 6);

        Tell("b", "Extracting", 100, 200);
        Assert.Equal((0.35 + 0.85 + 1 + 0) / 4, _board.State.Fraction, 6);
    }

    [Fact]
    public void State_AllComplete_IsOne()
    {
        Tell("", "Digest: sha256:abc");
        Tell("a", "Pull complete");

        Assert.Equal((1d, 1), (_board.State.Fraction, _board.State.Complete));
    }

    [Fact]
    public void State_MoreBytesThanTold_IsNeverAboveItsShare()
    {
        Tell("a", "Downloading", 300, 100);

        Assert.Equal(0.7, _board.State.Fraction, 6);
    }

    private void Tell(string layer, string status, long current = 0, long total = 0) => _board.Report(new LayerProgress(layer, status, current, total));
}
