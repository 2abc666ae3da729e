namespace Dashboard.Web.Containers.Creation;

/// <summary>A volume or a folder of the host as fields: <c>[source:]target[:options]</c>.</summary>
/// <param name="Source">Name of a volume, or a path of the host; "" is a new volume without a name.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="Options">Comma-separated options, e.g. "ro"; "" is none.</param>
public readonly record struct VolumeRow(string Source, string Target, string Options)
{
    private const string ReadOnly = "ro";

    /// <summary>Whether the container can't write to it.</summary>
    public bool IsReadOnly => Options.Split(',').Contains(ReadOnly);

    /// <summary>Whether it is a folder of the host.</summary>
    public bool IsHostPath => Source.StartsWith('/');

    /// <summary>The fields of <paramref name="text"/>.</summary>
    public static VolumeRow Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':', 3) switch
        {
            [var target] => new VolumeRow("", target, ""),
            [var source, var target] => new VolumeRow(source, target, ""),
            [var source, var target, var options] => new VolumeRow(source, target, options),
            _ => default,
        };
    }

    /// <summary>The same, to be written to or not; other options stay.</summary>
    public VolumeRow With(bool readOnly) =>
        this with { Options = string.Join(',', Options.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(o => o is not (ReadOnly or "rw")).Concat(readOnly ? [ReadOnly] : [])) };

    /// <summary>As <c>--volume</c> takes it. Options need a source: without one the engine would take them for the target.</summary>
    public override string ToString() => Source.Length == 0 ? Target : $"{Source}:{Target}{(Options.Length > 0 ? $":{Options}" : "")}";
}
