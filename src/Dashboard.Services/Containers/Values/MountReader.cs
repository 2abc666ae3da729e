using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>Reads the fields of <c>--mount</c>, with the docker CLI's rules and words.</summary>
internal sealed class MountReader
{
    private readonly Dictionary<string, string> _volumeLabels = [];
    private readonly Dictionary<string, string> _driverOptions = [];
    private MountSpec _mount = new() { Type = "volume" };
    private string? _driver;
    private bool _hasVolume;

    private BindSpec Bind => _mount.BindOptions ?? new();

    private VolumeSpec Volume => _mount.VolumeOptions ?? new();

    private TmpfsSpec Tmpfs => _mount.TmpfsOptions ?? new();

    /// <summary>The mount that <paramref name="text"/> describes.</summary>
    /// <exception cref="FormatException">A field is unknown, has a wrong value or does not go with the type.</exception>
    public static MountSpec Read(string text)
    {
        var reader = new MountReader();
        foreach (var field in CsvFields.Split(text))
        {
            reader.Take(field);
        }

        return reader.Finish();
    }

    private void Take(string field)
    {
        var equals = field.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = equals < 0 ? (field, null) : (field[..equals], field[(equals + 1)..]);
        if (value is null && key is not ("readonly" or "ro" or "volume-nocopy" or "bind-nonrecursive"))
        {
            throw new FormatException($"invalid field '{field}' must be a key=value pair");
        }

        if (!TakePlain(key, value) && !TakeBind(key, value) && !TakeVolume(key, value) && !TakeTmpfs(key, value))
        {
            throw new FormatException($"unexpected key '{key}' in '{field}'");
        }
    }

    private bool TakePlain(string key, string? value)
    {
        switch (key)
        {
            case "type":
                _mount = _mount with { Type = value!.ToLowerInvariant() };
                return true;
            case "source" or "src":
                _mount = _mount with { Source = value };
                return true;
            case "target" or "dst" or "destination":
                _mount = _mount with { Target = value };
                return true;
            case "readonly" or "ro":
                _mount = _mount with { ReadOnly = Switch(key, value) };
                return true;
            case "consistency":
                _mount = _mount with { Consistency = value!.ToLowerInvariant() };
                return true;
            case "image-subpath":
                _mount = _mount with { ImageOptions = new ImageMountSpec(value) };
                return true;
            default:
                return false;
        }
    }

    private bool TakeBind(string key, string? value)
    {
        switch (key)
        {
            case "bind-propagation":
                _mount = _mount with { BindOptions = Bind with { Propagation = value!.ToLowerInvariant() } };
                return true;
            case "bind-nonrecursive":
                _mount = _mount with { BindOptions = Bind with { NonRecursive = Switch(key, value) } };
                return true;
            case "bind-recursive":
                _mount = _mount with { BindOptions = Recursive(Bind, key, value!) };
                return true;
            default:
                return false;
        }
    }

    private bool TakeVolume(string key, string? value)
    {
        switch (key)
        {
            case "volume-nocopy":
                _mount = _mount with { VolumeOptions = Volume with { NoCopy = Switch(key, value) } };
                break;
            case "volume-subpath":
                _mount = _mount with { VolumeOptions = Volume with { Subpath = value } };
                break;
            case "volume-label":
                Put(_volumeLabels, value!);
                break;
            case "volume-driver":
                _driver = value;
                break;
            case "volume-opt":
                Put(_driverOptions, value!);
                break;
            default:
                return false;
        }

        return _hasVolume = true;
    }

    private bool TakeTmpfs(string key, string? value)
    {
        switch (key)
        {
            case "tmpfs-size":
                _mount = _mount with { TmpfsOptions = Tmpfs with { SizeBytes = Bytes(key, value!) } };
                return true;
            case "tmpfs-mode":
                _mount = _mount with { TmpfsOptions = Tmpfs with { Mode = Octal(key, value!) } };
                return true;
            default:
                return false;
        }
    }

    private MountSpec Finish()
    {
        if (_mount.Type.Length == 0)
        {
            throw new FormatException("type is required");
        }

        if (string.IsNullOrEmpty(_mount.Target))
        {
            throw new FormatException("target is required");
        }

        Only("volume", _hasVolume);
        Only("bind", _mount.BindOptions is not null);
        Only("tmpfs", _mount.TmpfsOptions is not null);
        Only("image", _mount.ImageOptions is not null);
        var volume = !_hasVolume ? null : Volume with
        {
            Labels = _volumeLabels.Count == 0 ? null : _volumeLabels,
            DriverConfig = new VolumeDriverSpec(_driver, _driverOptions.Count == 0 ? null : _driverOptions),
        };
        return _mount with { VolumeOptions = volume };
    }

    private void Only(string type, bool given)
    {
        if (given && _mount.Type != type)
        {
            throw new FormatException($"cannot mix '{type}-*' options with mount type '{_mount.Type}'");
        }
    }

    private static BindSpec Recursive(BindSpec bind, string key, string value) => value switch
    {
        "enabled" => bind,
        "disabled" => bind with { NonRecursive = true },
        "writable" => bind with { ReadOnlyNonRecursive = true },
        "readonly" => bind with { ReadOnlyForceRecursive = true },
        _ => throw new FormatException($"invalid value for {key}: {value} (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")"),
    };

    private static bool Switch(string key, string? value) => value switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Wrong(key, value),
    };

    private static long Bytes(string key, string value)
    {
        try
        {
            return ByteSize.Parse(value, null).Bytes;
        }
        catch (FormatException e)
        {
            throw new FormatException($"invalid value for {key}: {value}", e);
        }
    }

    private static uint Octal(string key, string value)
    {
        uint mode = 0;
        foreach (var digit in value)
        {
            mode = digit is >= '0' and <= '7' && mode < 1 << 29 ? (mode * 8) + (uint)(digit - '0') : throw Wrong(key, value);
        }

        return value.Length == 0 ? throw Wrong(key, value) : mode;
    }

    private static void Put(Dictionary<string, string> map, string pair)
    {
        if (pair.Split('=', 2) is [{ Length: > 0 } key, .. var rest])
        {
            map[key] = rest is [var value] ? value : "";
        }
    }

    private static FormatException Wrong(string key, string? value) => new($"invalid value for {key}: {value}");
}
