using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments.Spec;
using static Dashboard.Services.Containers.Recreation.SpecReader;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>The part of <see cref="SpecReader"/> that concerns what separates a container from its host.</summary>
internal static class IsolationReader
{
    /// <summary>The options that <paramref name="host"/> came from.</summary>
    public static IsolationOptions Read(HostSpec host) => new()
    {
        Annotations = Many(host.Annotations?.Select(a => new LabelEntry($"{a.Key}={a.Value}"))),
        BlkioWeightDevices = Many(host.BlkioWeightDevice?.Select(d => new DeviceWeight(d.Path, d.Weight))),
        CapAdd = Many(host.CapAdd),
        CapDrop = Many(host.CapDrop),
        CgroupParent = Given(host.CgroupParent),
        CgroupNamespace = Given(host.CgroupnsMode),
        Devices = Many(host.Devices?.Select(d => $"{d.PathOnHost}:{d.PathInContainer}:{d.CgroupPermissions}")),
        DeviceRules = Many(host.DeviceCgroupRules?.Select(r => new DeviceRule(r))),
        DeviceReadBps = Many(host.BlkioDeviceReadBps?.Select(d => new DeviceBandwidth(d.Path, (long)d.Rate))),
        DeviceWriteBps = Many(host.BlkioDeviceWriteBps?.Select(d => new DeviceBandwidth(d.Path, (long)d.Rate))),
        DeviceReadIops = Many(host.BlkioDeviceReadIops?.Select(d => new DeviceOperations(d.Path, d.Rate))),
        DeviceWriteIops = Many(host.BlkioDeviceWriteIops?.Select(d => new DeviceOperations(d.Path, d.Rate))),
        Gpus = Many(host.DeviceRequests?.Select(r => new GpuEntry(Gpu(r)))),
        Ipc = Given(host.IpcMode),
        KernelMemory = host.KernelMemory is { } kernel ? new ByteSize(kernel) : null,
        MemorySwappiness = host.MemorySwappiness ?? -1,
        OomKillDisable = host.OomKillDisable ?? false,
        OomScoreAdjust = (int)host.OomScoreAdj,
        Pid = Given(host.PidMode),
        Privileged = host.Privileged,
        Runtime = Given(host.Runtime),
        SecurityOptions = EquatableList.From((host.SecurityOpt ?? []).Concat(host.MaskedPaths is { Count: 0 } ? ["systempaths=unconfined"] : [])),
        Sysctls = Many(host.Sysctls?.Select(s => new SysctlEntry($"{s.Key}={s.Value}"))),
        UserNamespace = Given(host.UsernsMode),
        Uts = Given(host.UtsMode),
    };

    private static string Gpu(DeviceRequestSpec request)
    {
        List<string> fields = [];
        void Add(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                fields.Add(CsvFields.Quote($"{key}={value}"));
            }
        }

        Add("count", request.DeviceIds is { Count: > 0 } || request.Count == 0 ? "" : request.Count == -1 ? "all" : request.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("device", string.Join(',', request.DeviceIds ?? []));
        Add("driver", request.Driver);
        Add("capabilities", string.Join(',', (request.Capabilities is [var first, ..] ? first : []).Where(c => c != "gpu")));
        Add("options", string.Join(',', (request.Options ?? new Dictionary<string, string>()).Select(o => $"{o.Key}={o.Value}")));
        return string.Join(',', fields);
    }
}
