using Dashboard.Web.Containers.Limits;

namespace Dashboard.Web.Tests.Containers.Limits;

public sealed class LogScaleTests
{
    private const long Mebibyte = 1 << 20;

    public static TheoryData<LogScale> Scales => [new LogScale(8 * Mebibyte, 7851 * Mebibyte, Mebibyte), new LogScale(8, 32768, 1), new LogScale(8 * Mebibyte, 16 * Mebibyte, Mebibyte)];

    [Theory]
    [MemberData(nameof(Scales))]
    public void ValueAt_EachPosition_GrowsWithinItsEndsInWholeUnits(LogScale scale)
    {
        var values = Enumerable.Range(0, LogScale.Positions + 1).Select(scale.ValueAt).ToList();

        Assert.Equal((scale.Least, scale.Most), (values[0], values[^1]));
        Assert.Equal(values.Order(), values);
        Assert.All(values[..^1], v => Assert.Equal(0, v % scale.Unit));
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void PositionOf_ValueAtAPosition_IsNearIt(LogScale scale) => Assert.All(
        Enumerable.Range(0, LogScale.Positions + 1), p => Assert.Equal(scale.ValueAt(p), scale.ValueAt(scale.PositionOf(scale.ValueAt(p))), scale.ValueAt(p) / 8.0));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, LogScale.Positions)]
    public void PositionOf_BeyondTheEnds_IsAnEnd(long value, int expected) => Assert.Equal(expected, new LogScale(8, 32768, 1).PositionOf(value));
}
