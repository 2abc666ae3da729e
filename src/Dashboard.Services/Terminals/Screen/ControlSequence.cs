namespace Dashboard.Services.Terminals.Screen;

/// <summary>One control sequence (CSI): its parameters, e.g. 38;2;255;0;0, where some may be parts of the one before (4:3).</summary>
internal sealed class ControlSequence
{
    private const int Most = 32;
    private const int Largest = 0x7FFFFFFF / 10 - 1;

    private readonly int[] _values = new int[Most];
    private readonly bool[] _isPart = new bool[Most];

    /// <summary>How many parameters there are, empty ones among them.</summary>
    public int Count { get; private set; }

    /// <summary>One of &lt; = &gt; ? before the parameters, or 0.</summary>
    public byte Prefix { get; private set; }

    /// <summary>The last character between parameters and <see cref="Final"/>, or 0.</summary>
    public byte Intermediate { get; private set; }

    /// <summary>What it is.</summary>
    public byte Final { get; set; }

    /// <summary>The parameter, or <paramref name="otherwise"/> when it is not there or 0.</summary>
    public int Get(int index, int otherwise) => index < Count && _values[index] > 0 ? _values[index] : otherwise;

    /// <summary>The parameter; -1 when it is empty.</summary>
    public int Raw(int index) => index < Count ? _values[index] : -1;

    /// <summary>Whether it belongs to the one before it.</summary>
    public bool IsPart(int index) => index < Count && _isPart[index];

    public void Clear()
    {
        (Count, Prefix, Intermediate, Final) = (0, 0, 0, 0);
    }

    /// <summary>Takes the next character; false when the sequence is wrong.</summary>
    public bool Take(byte b)
    {
        switch (b)
        {
            case < 0x30:
                Intermediate = b;
                return true;
            case >= (byte)'<':
                var isFirst = Count == 0 && Prefix == 0 && Intermediate == 0;
                Prefix = b;
                return isFirst;
            case (byte)';' or (byte)':':
                if (Count == 0)
                {
                    Add(false);
                }

                Add(b == (byte)':');
                return true;
            default:
                if (Count == 0)
                {
                    Add(false);
                }

                ref var value = ref _values[Count - 1];
                value = value < 0 ? b - '0' : value > Largest ? Largest : value * 10 + (b - '0');
                return Intermediate == 0;
        }
    }

    private void Add(bool isPart)
    {
        if (Count == Most)
        {
            return;
        }

        (_values[Count], _isPart[Count]) = (-1, isPart);
        Count++;
    }
}
