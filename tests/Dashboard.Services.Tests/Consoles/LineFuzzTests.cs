using Dashboard.Testing;

namespace Dashboard.Services.Tests.Consoles;

public sealed class LineFuzzTests
{
    // A million of them: dotnet run --project tests/Dashboard.Benchmarks fuzz-lines
    [Fact]
    public async Task RandomLines_TwentyThousand_BreakNothingAndRunNothing()
    {
        var fuzz = await LineFuzz.RunAsync(20_000, Random.Shared.Next(), TestContext.Current.CancellationToken);

        Assert.True(fuzz.Valid > 500 && fuzz.Answered > 5_000 && fuzz.Listed > 20, $"{fuzz.Valid} valid, {fuzz.Answered} answered, {fuzz.Listed} lists: the lines say nothing");
    }
}
