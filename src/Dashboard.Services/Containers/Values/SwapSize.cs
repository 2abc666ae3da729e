namespace Dashboard.Services.Containers.Values;

/// <summary>Memory and swap together, as <c>--memory-swap</c> takes it: a size, or -1 for unlimited swap.</summary>
/// <param name="Bytes">The number; -1 is unlimited.</param>
public readonly record struct SwapSize(long Bytes)
{
    /// <summary>Reads "-1" or a size.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static SwapSize Parse(string s, IFormatProvider? provider) => s == "-1" ? new(-1) : new(ByteSize.Parse(s, provider).Bytes);

    /// <inheritdoc/>
    public override string ToString() => Bytes == -1 ? "-1" : new ByteSize(Bytes).ToString();
}
