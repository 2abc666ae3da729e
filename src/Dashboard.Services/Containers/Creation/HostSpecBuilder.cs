using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>The <c>HostConfig</c> part of a request, but for mounts of the short form, networks and ports.</summary>
internal static class HostSpecBuilder
{
    /// <summary>The host part for <paramref name="command"/>.</summary>
    /// <exception cref="CommandLineException">Worded as the docker CLI does.</exception>
    public static HostSpec Build(ContainerCreation command)
    {
        var (isolation, storage, lifecycle, network) = (command.Isolation, command.Storage, command.Lifecycle, command.Network);
        var (security, unmasked) = SecurityOptions(isolation.SecurityOptions);
        return Limits(command) with
        {
            LogConfig = Log(lifecycle),
            RestartPolicy = RestartPolicies.Read(lifecycle.Restart),
            AutoRemove = lifecycle.Remove,
            VolumeDriver = storage.VolumeDriver ?? "",
            VolumesFrom = OrNull(storage.VolumesFrom),
            ConsoleSize = [0, 0],
            Annotations = isolation.Annotations.Count == 0 ? null : SpecBuilder.KeyValues(isolation.Annotations.Select(a => a.Text)),
            CapAdd = Capabilities(isolation.CapAdd),
            CapDrop = Capabilities(isolation.CapDrop),
            CgroupnsMode = Mode(isolation.CgroupNamespace, "--cgroupns: invalid CGROUP mode", "host", "private"),
            Dns = [.. network.Dns.Select(d => d.Text)],
            DnsOptions = network.DnsOptions,
            DnsSearch = network.DnsSearch,
            ExtraHosts = OrNull([.. network.AddHost.Select(h => h.ToString())]),
            GroupAdd = OrNull(command.Process.GroupAdd),
            IpcMode = isolation.Ipc ?? "",
            Cgroup = "",
            Links = OrNull([.. network.Links.Select(l => l.Text)]),
            OomScoreAdj = isolation.OomScoreAdjust,
            PidMode = Joined(isolation.Pid, "--pid: invalid PID mode"),
            Privileged = isolation.Privileged,
            PublishAllPorts = network.PublishAll,
            ReadonlyRootfs = storage.ReadOnly,
            SecurityOpt = isolation.SecurityOptions.Count == 0 ? null : security,
            StorageOpt = StorageOptions(storage.StorageOptionList),
            Tmpfs = storage.Tmpfs.Count == 0 ? null : storage.Tmpfs.ToDictionary(t => t.Split(':', 2)[0], t => t.Split(':', 2) is [_, var options] ? options : ""),
            UtsMode = Mode(isolation.Uts, "--uts: invalid UTS mode", "host"),
            UsernsMode = Mode(isolation.UserNamespace, "--userns: invalid USER mode", "host"),
            ShmSize = storage.ShmSize?.Bytes ?? 0,
            Sysctls = isolation.Sysctls.Count == 0 ? null : isolation.Sysctls.ToDictionary(s => s.Key, s => s.Value),
            Runtime = isolation.Runtime,
            Isolation = "",
            Mounts = storage.Mounts.Count == 0 ? null : [.. storage.Mounts.Select(m => m.ToSpec())],
            MaskedPaths = unmasked ? [] : null,
            ReadonlyPaths = unmasked ? [] : null,
            Init = command.Process.Init,
        };
    }

    private static HostSpec Limits(ContainerCreation command)
    {
        var isolation = command.Isolation;
        if (isolation.MemorySwappiness is < -1 or > 100)
        {
            throw new CommandLineException(
                string.Create(CultureInfo.InvariantCulture, $"invalid value: {isolation.MemorySwappiness}. Valid memory swappiness range is 0-100"));
        }

        var host = new HostSpec
        {
            CgroupParent = isolation.CgroupParent ?? "",
            BlkioWeightDevice = [.. isolation.BlkioWeightDevices.Select(d => d.ToSpec())],
            BlkioDeviceReadBps = [.. isolation.DeviceReadBps.Select(d => d.ToSpec())],
            BlkioDeviceWriteBps = [.. isolation.DeviceWriteBps.Select(d => d.ToSpec())],
            BlkioDeviceReadIops = [.. isolation.DeviceReadIops.Select(d => d.ToSpec())],
            BlkioDeviceWriteIops = [.. isolation.DeviceWriteIops.Select(d => d.ToSpec())],
            CpusetCpus = "",
            CpusetMems = "",
            Devices = [.. isolation.Devices.Select(DeviceSpecs.Read)],
            DeviceCgroupRules = OrNull([.. isolation.DeviceRules.Select(r => r.Text)]),
            DeviceRequests = isolation.Gpus.Count == 0 ? null : [.. isolation.Gpus.Select(g => g.ToSpec())],
            KernelMemory = isolation.KernelMemory?.Bytes,
            MemorySwappiness = isolation.MemorySwappiness,
            OomKillDisable = isolation.OomKillDisable,
            PidsLimit = 0,
            Ulimits = [.. command.Process.Ulimits.Select(u => u.ToSpec())],
        };
        return LimitSpecs.Apply(host, command.Limits);
    }

    private static LogSpec Log(LifecycleOptions options) => options.LogDriver == "none" && options.LogOptions.Count > 0
        ? throw new CommandLineException("invalid logging opts for driver none")
        : new LogSpec(options.LogDriver ?? "", SpecBuilder.KeyValues(options.LogOptions));

    // "systempaths=unconfined" is the docker CLI's own: it becomes two empty lists.
    private static (IReadOnlyList<string> Options, bool Unmasked) SecurityOptions(EquatableList<string> options)
    {
        foreach (var option in options)
        {
            var parts = option.Split(option.Contains('=', StringComparison.Ordinal) ? '=' : ':', 2);
            if (parts.Length == 1 && option != "no-new-privileges")
            {
                throw new CommandLineException($"Invalid --security-opt: \"{option}\"");
            }

            if (parts is ["seccomp", not ("unconfined" or "builtin") and var file])
            {
                throw new CommandLineException($"opening seccomp profile ({file}) failed: files of the machine where the docker CLI runs can't be read from here");
            }
        }

        return ([.. options.Where(o => o != "systempaths=unconfined")], options.Contains("systempaths=unconfined"));
    }

    private static Dictionary<string, string>? StorageOptions(EquatableList<string> options) =>
        options.All(o => o.Contains('=', StringComparison.Ordinal))
            ? options.Count == 0 ? null : SpecBuilder.KeyValues(options)
            : throw new CommandLineException("invalid storage option");

    // The docker CLI sends them sorted, once each, with their prefix.
    private static string[]? Capabilities(EquatableList<string> names) => names.Count == 0 ? null :
    [
        .. names.Select(n => n.Trim().ToUpperInvariant())
            .Select(n => n is "ALL" or "RESET" || n.StartsWith("CAP_", StringComparison.Ordinal) ? n : $"CAP_{n}")
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static string Mode(string? mode, string error, params string[] allowed) =>
        string.IsNullOrEmpty(mode) ? "" : allowed.Contains(mode) ? mode : throw new CommandLineException(error);

    private static string Joined(string? mode, string error) =>
        mode?.StartsWith("container:", StringComparison.Ordinal) == true && mode != "container:" ? mode : Mode(mode, error, "host");

    private static EquatableList<string>? OrNull(EquatableList<string> list) => list.Count == 0 ? null : list;
}
