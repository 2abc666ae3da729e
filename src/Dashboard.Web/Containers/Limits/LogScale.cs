using System.Numerics;

namespace Dashboard.Web.Containers.Limits;

/// <summary>A slider over a range so wide that equal steps would leave no room for small values: equal ways are equal factors.</summary>
/// <param name="Least">Value at the left end, above 0.</param>
/// <param name="Most">Value at the right end.</param>
/// <param name="Unit">Every value but the last is a multiple of it.</param>
public readonly record struct LogScale(long Least, long Most, long Unit)
{
    /// <summary>Positions are 0 to this.</summary>
    public const int Positions = 200;

    // Parts into which each doubling is cut: 64m, 68m, … 128m, 136m.
    private const int StepsADoubling = 16;

    /// <summary>The round value at a position.</summary>
    public long ValueAt(int position)
    {
        if (position >= Positions)
        {
            return Most;
        }

        var exact = Least * Math.Pow((double)Most / Least, Math.Max(0, position) / (double)Positions);
        var step = Math.Max(Unit, (1L << BitOperations.Log2((ulong)exact)) / StepsADoubling);
        return Math.Clamp((long)Math.Round(exact / step) * step, Least, Most);
    }

    /// <summary>The position nearest to a value.</summary>
    public int PositionOf(long value) =>
        (int)Math.Round(Positions * Math.Log((double)Math.Clamp(value, Least, Most) / Least) / Math.Log((double)Most / Least));
}
