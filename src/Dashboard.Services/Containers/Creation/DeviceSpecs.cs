using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads <c>--device</c>: <c>path[:path inside][:rwm]</c>.</summary>
internal static class DeviceSpecs
{
    private const string AllAccess = "rwm";

    /// <summary>The device that <paramref name="text"/> names.</summary>
    /// <exception cref="CommandLineException">Worded as the docker CLI does.</exception>
    public static DeviceSpec Read(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 3 || parts[0].Length == 0)
        {
            throw new CommandLineException($"bad format for path: {text}");
        }

        if (parts[0].EndsWith('*'))
        {
            throw new CommandLineException($"device paths with * are looked up where the docker CLI runs; name each device: {text}");
        }

        var inside = parts switch
        {
            [var outside] => outside,
            [var outside, var mode] when IsAccess(mode) => outside,
            [_, var path, ..] => path,
            _ => "",
        };
        var access = parts is [_, var second] && IsAccess(second) ? second : parts is [_, _, var third] ? third : AllAccess;
        if (!IsAccess(access))
        {
            throw new CommandLineException($"bad mode specified: {access}");
        }

        return inside.StartsWith('/') ? new DeviceSpec(parts[0], inside, access) : throw new CommandLineException($"{inside} is not an absolute path");
    }

    private static bool IsAccess(string text) => text.Length > 0 && text.All(AllAccess.Contains) && text.Distinct().Count() == text.Length;
}
