using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Logs;

public sealed class LogFuzzTests
{
    [Fact]
    public void Read_RandomStreamsInTwentyThousandRandomPieces_GivesTheLinesThatWentIn()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.AddAttachment("seed", seed.ToString(CultureInfo.InvariantCulture));

        Assert.True(LogFuzz.Run(20_000, seed) > 0);
    }
}
