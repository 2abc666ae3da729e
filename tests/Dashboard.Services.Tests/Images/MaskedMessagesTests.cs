using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;

namespace Dashboard.Services.Tests.Images;

public sealed class MaskedMessagesTests
{
    private const string Output = "Step 1/3 : ARG NPM_TOKEN=hUnter2x9Q\n ---> Running in abc\nfetched with hUnter2x9Q\r50%\r100%\nhttps://kim:0therSecret@x.example/\nthe end";

    private const string Shown = "Step 1/3 : ARG NPM_TOKEN=********\n ---> Running in abc\nfetched with ********\r50%\r100%\nhttps://kim:********@x.example/\nthe end";

    [Fact]
    public void Take_CutAnywhere_MasksTheSame() => Gen.Int[1, Output.Length].Array[0, 12].Sample(cuts =>
    {
        var masked = new MaskedMessages(KnownSecrets.Of(["hUnter2x9Q"]));
        var text = "";
        var from = 0;
        foreach (var to in cuts.Append(Output.Length).Distinct().Order())
        {
            text += string.Concat(masked.Take(EngineMessage.OfStep(0, Output[from..to])).Select(m => m.Stream));
            from = to;
        }

        return text + string.Concat(masked.End().Select(m => m.Stream)) == Shown;
    });

    [Fact]
    public void Take_StepsSideBySide_AreNotMixed()
    {
        var masked = new MaskedMessages(KnownSecrets.None);

        Assert.Empty(masked.Take(EngineMessage.OfStep(1, "--password ")));
        Assert.Empty(masked.Take(EngineMessage.OfStep(2, "plain ")));
        Assert.Equal(["--password ********\n"], masked.Take(EngineMessage.OfStep(1, "hunter2\n")).Select(m => m.Stream));
        Assert.Equal([(2, "plain text")], [.. masked.Take(EngineMessage.OfStep(2, "text")).Concat(masked.End()).Select(m => (m.Step, m.Stream))]);
    }

    [Fact]
    public void Take_BarOrWord_ComesAfterWhatStoodOpen()
    {
        var masked = new MaskedMessages(KnownSecrets.None);
        Assert.Empty(masked.Take(EngineMessage.OfStep(0, "half a line")));

        var taken = masked.Take(EngineMessage.Bar("layer", "Downloading", 1, 2)).ToList();

        Assert.Equal(["half a line", ""], taken.Select(m => m.Stream));
        Assert.Equal("Downloading", taken[1].Status);
    }

    [Fact]
    public void Take_LineWithoutEnd_IsNotKeptForEver()
    {
        var masked = new MaskedMessages(KnownSecrets.None);

        var shown = Enumerable.Range(0, 100).SelectMany(_ => masked.Take(EngineMessage.OfStep(0, new string('.', 1024)))).Sum(m => m.Stream.Length);

        Assert.InRange(shown, 80 * 1024, 100 * 1024);
    }
}
