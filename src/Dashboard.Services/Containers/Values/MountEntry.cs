using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>A mount in the long form, as <c>--mount</c> takes it: <c>type=volume,source=data,target=/data,readonly</c>.</summary>
/// <param name="Text">As given.</param>
public readonly record struct MountEntry(string Text)
{
    /// <summary>Reads a mount.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static MountEntry Parse(string s, IFormatProvider? provider)
    {
        MountReader.Read(s);
        return new MountEntry(s);
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    internal MountSpec ToSpec() => MountReader.Read(Text);
}
