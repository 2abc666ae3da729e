using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Environments;

public sealed class WholeAnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(WholeAnswer.Longest)]
    public async Task ReadAsync_WithinBounds_IsWhole(int length) => Assert.Equal(length, (await WholeAnswer.ReadAsync(new MemoryStream(new byte[length]), Stop)).Length);

    [Fact]
    public async Task ReadAsync_WithoutEnd_EndsAtTheBound()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => WholeAnswer.ReadAsync(new Endless(), Stop));

        Assert.Contains("longer than 32 MB", error.Message, StringComparison.Ordinal);
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
