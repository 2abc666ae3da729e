using System.Text.Json;

namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// What a container that was made can reach, read from <c>docker inspect</c> alone: written without a look at the policy, so that the two
/// don't share a mistake.
/// </summary>
internal static class MadeContainer
{
    private static readonly string[] _capabilities =
    [
        "CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE",
    ];

    // Lists that must be empty or null.
    private static readonly string[] _empty =
    [
        "Devices", "DeviceRequests", "DeviceCgroupRules", "BlkioWeightDevice", "BlkioDeviceReadBps", "BlkioDeviceWriteBps", "BlkioDeviceReadIOps", "BlkioDeviceWriteIOps", "VolumesFrom", "Links", "Sysctls", "Annotations", "StorageOpt",
    ];

    /// <summary>Each thing by which it reaches out; none is what we want.</summary>
    public static IEnumerable<string> Reach(JsonElement container, string root, string deep)
    {
        var host = container.GetProperty("HostConfig");
        foreach (var name in _empty)
        {
            if (host.TryGetProperty(name, out var list) && Count(list) > 0)
            {
                yield return $"{name} = {list.GetRawText()}";
            }
        }

        if (host.GetProperty("Privileged").GetBoolean())
        {
            yield return "privileged";
        }

        foreach (var capability in Strings(host, "CapAdd").Where(c => !_capabilities.Contains(c.Replace("CAP_", "", StringComparison.Ordinal))))
        {
            yield return $"capability {capability}";
        }

        foreach (var option in Strings(host, "SecurityOpt").Where(o => o is not ("no-new-privileges" or "no-new-privileges=true")))
        {
            yield return $"security option {option}";
        }

        // Not the cgroup namespace: with cgroup v1 the engine itself gives everybody the host's.
        foreach (var mode in (string[])["NetworkMode", "PidMode", "IpcMode", "UTSMode", "UsernsMode"])
        {
            var value = host.GetProperty(mode).GetString()!;
            if (value is "host" || value.StartsWith("container:", StringComparison.Ordinal) || value.StartsWith("ns:", StringComparison.Ordinal))
            {
                yield return $"{mode} = {value}";
            }
        }

        if (host.GetProperty("CgroupParent").GetString() is { Length: > 0 } parent)
        {
            yield return $"cgroup parent {parent}";
        }

        if (host.GetProperty("Runtime").GetString() is not "runc")
        {
            yield return $"runtime {host.GetProperty("Runtime")}";
        }

        foreach (var limit in Objects(host, "Ulimits").Where(u => u.GetProperty("Name").GetString() is "rtprio" or "nice" && (u.GetProperty("Hard").GetInt64() != 0 || u.GetProperty("Soft").GetInt64() != 0)))
        {
            yield return $"limit {limit.GetRawText()}";
        }

        foreach (var server in Strings(host, "Dns").Where(d => System.Net.IPAddress.IsLoopback(System.Net.IPAddress.Parse(d)) || d is "0.0.0.0" or "::" || d.StartsWith("169.254.", StringComparison.Ordinal) || d.StartsWith("fe80:", StringComparison.Ordinal)))
        {
            yield return $"name server {server}";
        }

        if (host.TryGetProperty("Tmpfs", out var tmpfs) && tmpfs.ValueKind == JsonValueKind.Object
            && tmpfs.EnumerateObject().FirstOrDefault(t => t.Value.GetString()!.Split(',').Any(o => o is "bind" or "rbind" or "remount" or "shared" or "rshared" or "slave" or "rslave")) is { Name: { } odd, Value.ValueKind: JsonValueKind.String })
        {
            yield return $"tmpfs {odd}";
        }

        if (host.GetProperty("LogConfig").GetProperty("Type").GetString() is not ("json-file" or "local" or "none"))
        {
            yield return "log driver";
        }

        if (host.GetProperty("MaskedPaths").ValueKind != JsonValueKind.Array || host.GetProperty("MaskedPaths").GetArrayLength() == 0 || host.GetProperty("ReadonlyPaths").GetArrayLength() == 0)
        {
            yield return "unmasked paths";
        }

        if (host.GetProperty("OomScoreAdj").GetInt32() < 0 || host.GetProperty("OomKillDisable") is { ValueKind: JsonValueKind.True } || host.GetProperty("CpuRealtimeRuntime").GetInt64() != 0)
        {
            yield return "the host's memory or time";
        }

        foreach (var mount in Mounts(container, root, deep))
        {
            yield return mount;
        }
    }

    /// <summary>Each thing by which it is or reaches out of a stack.</summary>
    public static IEnumerable<string> OutOfStack(JsonElement container, string stack)
    {
        if (container.GetProperty("Config").GetProperty("Labels").GetProperty("com.docker.compose.project").GetString() != stack)
        {
            yield return "another stack's label";
        }

        foreach (var network in container.GetProperty("NetworkSettings").GetProperty("Networks").EnumerateObject().Where(n => n.Name is not ("bridge" or "none" or "default")))
        {
            yield return $"network {network.Name}";
        }
    }

    private static IEnumerable<string> Mounts(JsonElement container, string root, string deep)
    {
        foreach (var mount in container.GetProperty("Mounts").EnumerateArray())
        {
            var source = mount.TryGetProperty("Source", out var s) ? s.GetString()! : "";
            var allowed = mount.GetProperty("Type").GetString() switch
            {
                "tmpfs" => true,
                "volume" => mount.GetProperty("Driver").GetString() == "local" && source.EndsWith("/_data", StringComparison.Ordinal) && source.Contains("/volumes/", StringComparison.Ordinal),
                "bind" => source == root || (source == deep && !mount.GetProperty("RW").GetBoolean()),
                _ => false,
            };
            if (!allowed || mount.GetProperty("Propagation").GetString() is not ("" or "rprivate" or "private"))
            {
                yield return $"mount {mount.GetRawText()}";
            }
        }

        // Neither does what happens below a mount, nor do a volume's options.
        foreach (var mount in Objects(container.GetProperty("HostConfig"), "Mounts"))
        {
            if (mount.TryGetProperty("BindOptions", out var bind) && bind.TryGetProperty("ReadOnlyNonRecursive", out var writable) && writable.GetBoolean() && mount.GetProperty("Source").GetString() == deep)
            {
                yield return $"writable below {mount.GetRawText()}";
            }

            if (mount.TryGetProperty("VolumeOptions", out var options) && options.TryGetProperty("DriverConfig", out var driver) && driver.TryGetProperty("Options", out _))
            {
                yield return $"driver options {driver.GetRawText()}";
            }
        }
    }

    private static IEnumerable<string> Strings(JsonElement parent, string name) => Objects(parent, name).Select(v => v.GetString()!);

    private static JsonElement[] Objects(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static int Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.EnumerateObject().Count(),
        _ => 0,
    };
}
