using System.Globalization;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Values;

/// <summary>GPUs to give, as <c>--gpus</c> takes them: "all", a count, or <c>device=0,capabilities=compute,driver=nvidia,options=…</c>.</summary>
/// <param name="Text">As given.</param>
public readonly record struct GpuEntry(string Text)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">Worded as the docker CLI does.</exception>
    public static GpuEntry Parse(string s, IFormatProvider? provider)
    {
        Read(s);
        return new GpuEntry(s);
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    internal DeviceRequestSpec ToSpec() => Read(Text);

    private static DeviceRequestSpec Read(string text)
    {
        var request = new DeviceRequestSpec { Driver = "", Options = new Dictionary<string, string>() };
        HashSet<string> seen = [];
        foreach (var field in CsvFields.Split(text))
        {
            var (key, value) = field.Split('=', 2) is [var k, var v] ? (k, v) : ("count", field);
            if (!seen.Add(key))
            {
                throw new FormatException($"gpu request key '{key}' can be specified only once");
            }

            request = key switch
            {
                "driver" => request with { Driver = value },
                "count" => request with { Count = Count(value) },
                "device" => request with { DeviceIds = value.Split(',') },
                "capabilities" => request with { Capabilities = [[.. value.Split(','), "gpu"]] },
                "options" => request with { Options = Options(value) },
                _ => throw new FormatException($"unexpected key '{key}' in '{field}'"),
            };
        }

        if (!seen.Contains("count") && request.DeviceIds is null)
        {
            request = request with { Count = 1 };
        }

        return request.Capabilities is null ? request with { Capabilities = [["gpu"]] } : request;
    }

    private static long Count(string text) => text == "all" ? -1
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count
        : throw new FormatException($"invalid count ({text}): value must be either \"all\" or an integer: invalid syntax");

    private static Dictionary<string, string> Options(string text)
    {
        Dictionary<string, string> options = [];
        foreach (var pair in CsvFields.Split(text))
        {
            options[pair.Split('=', 2)[0]] = pair.Split('=', 2) is [_, var value] ? value : "";
        }

        return options;
    }
}
