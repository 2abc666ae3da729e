using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// From a request for a container to the <c>docker run</c> that makes it: what the edit form shows, and what "copy as docker run" gives.
/// The way back of <see cref="SpecBuilder"/>.
/// </summary>
internal static class SpecReader
{
    /// <summary>The command for a container called <paramref name="name"/>.</summary>
    public static RunContainer Read(ContainerSpec spec, string name) => new()
    {
        Image = ImageReference.Of(spec.Image),
        // One program in place of the image's is an option; the rest of a longer one stands before the arguments.
        Command = EquatableList.From((spec.Entrypoint ?? []).Skip(1).Concat(spec.Cmd ?? [])),
        Detach = !spec.AttachStdout && !spec.AttachStdin,
        Lifecycle = Lifecycle(spec, name),
        Process = Process(spec),
        Network = Network(spec),
        Storage = Storage(spec.HostConfig),
        Limits = Limits(spec.HostConfig),
        Health = Health(spec.Healthcheck),
        Isolation = IsolationReader.Read(spec.HostConfig),
    };

    private static LifecycleOptions Lifecycle(ContainerSpec spec, string name) => new()
    {
        Name = name,
        Labels = Many(spec.Labels?.Select(l => new LabelEntry(l.Value.Length == 0 ? l.Key : $"{l.Key}={l.Value}"))),
        LogDriver = Given(spec.HostConfig.LogConfig?.Type),
        LogOptions = Many(spec.HostConfig.LogConfig?.Config?.Select(o => $"{o.Key}={o.Value}")),
        Remove = spec.HostConfig.AutoRemove,
        Restart = spec.HostConfig.RestartPolicy switch
        {
            null or { Name: null or "" } => "no",
            { MaximumRetryCount: > 0 } policy => string.Create(CultureInfo.InvariantCulture, $"{policy.Name}:{policy.MaximumRetryCount}"),
            var policy => policy.Name,
        },
    };

    private static ProcessOptions Process(ContainerSpec spec) => new()
    {
        Entrypoint = spec.Entrypoint switch { null => null, [] => "", [var program, ..] => program },
        Env = Many(spec.Env?.Select(e => new EnvEntry(e))),
        GroupAdd = Many(spec.HostConfig.GroupAdd),
        Init = spec.HostConfig.Init,
        Interactive = spec.OpenStdin,
        Tty = spec.Tty,
        StopSignal = spec.StopSignal,
        StopTimeout = spec.StopTimeout,
        Ulimits = Many(spec.HostConfig.Ulimits?.Select(u => new UlimitEntry(u.Name, u.Soft, u.Hard))),
        User = Given(spec.User),
        WorkingDirectory = Given(spec.WorkingDir),
        Attach = spec is { AttachStdout: true, AttachStderr: true } or { AttachStdout: false, AttachStderr: false, AttachStdin: false }
            ? []
            : Many(Streams(spec).Select(s => new AttachedStream(s))),
    };

    private static IEnumerable<string> Streams(ContainerSpec spec) =>
        new (string Name, bool IsAttached)[] { ("stdin", spec.AttachStdin), ("stdout", spec.AttachStdout), ("stderr", spec.AttachStderr) }
            .Where(s => s.IsAttached).Select(s => s.Name);

    private static NetworkOptions Network(ContainerSpec spec)
    {
        var host = spec.HostConfig;
        var endpoints = spec.NetworkingConfig?.EndpointsConfig;

        // Without a network of its own it is in the engine's bridge, whose addresses are options by themselves.
        var bridge = host.NetworkMode is null or "" or NetworkSpecs.Default ? endpoints?.GetValueOrDefault("bridge") : null;
        var links = host.Links ?? endpoints?.GetValueOrDefault(host.NetworkMode ?? "")?.Links;
        return new NetworkOptions
        {
            Ipv4 = Given(bridge?.IpamConfig?.Ipv4Address),
            Ipv6 = Given(bridge?.IpamConfig?.Ipv6Address),
            LinkLocalAddresses = Many(bridge?.IpamConfig?.LinkLocalIps),
            AddHost = Many(host.ExtraHosts?.Select(h => HostMapping.Parse(h, null))),
            Dns = Many(host.Dns?.Select(d => new IpEntry(d))),
            DnsOptions = Many(host.DnsOptions),
            DnsSearch = Many(host.DnsSearch),
            DomainName = Given(spec.Domainname),
            HostName = Given(spec.Hostname),
            MacAddress = Given(spec.MacAddress),
            Expose = Many(spec.ExposedPorts?.Keys.Where(p => host.PortBindings?.ContainsKey(p) != true)),
            Publish = Many(host.PortBindings?.SelectMany(p => (p.Value ?? []).Select(b => Published(p.Key, b)))),
            PublishAll = host.PublishAllPorts,
            Links = Many(links?.Select(Link)),
            Networks = EquatableList.From(Networks(host.NetworkMode, spec.NetworkingConfig)),
        };
    }

    private static IEnumerable<NetworkEntry> Networks(string? mode, NetworkingSpec? networking)
    {
        if (mode is not (null or "" or NetworkSpecs.Default) && networking?.EndpointsConfig.ContainsKey(mode) != true)
        {
            yield return new NetworkEntry { Target = mode };
        }

        // The network of the mode first: it is the one that options without a network belong to.
        foreach (var (network, endpoint) in (networking?.EndpointsConfig ?? new Dictionary<string, EndpointSpec?>()).OrderBy(e => e.Key != mode))
        {
            if (network is not (NetworkSpecs.Default or "bridge") || mode == network)
            {
                yield return new NetworkEntry
                {
                    Target = network,
                    Aliases = NetworkSpecs.IsUserDefined(network) ? Many(endpoint?.Aliases) : [],
                    Ipv4 = Given(endpoint?.IpamConfig?.Ipv4Address),
                    Ipv6 = Given(endpoint?.IpamConfig?.Ipv6Address),
                    LinkLocalAddresses = Many(endpoint?.IpamConfig?.LinkLocalIps),
                    DriverOptions = Many(endpoint?.DriverOpts?.Select(o => $"{o.Key}={o.Value}")),
                    GatewayPriority = endpoint?.GwPriority,
                    MacAddress = Given(endpoint?.MacAddress),
                };
            }
        }
    }

    // "80/tcp" and its binding; an address of version 6 stands in brackets.
    private static string Published(string port, PortBindingSpec binding)
    {
        var inside = port.EndsWith("/tcp", StringComparison.Ordinal) ? port[..^4] : port;
        var address = binding.HostIp is not { Length: > 0 } ip ? "" : ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]:" : $"{ip}:";
        return address.Length == 0 && string.IsNullOrEmpty(binding.HostPort) ? inside : $"{address}{binding.HostPort}:{inside}";
    }

    // The engine shows "/db:/web/sql" for --link db:sql of a container called web.
    private static LinkEntry Link(string link)
    {
        var parts = link.Split(':', 2);
        return new LinkEntry(parts is [var target, var alias] ? $"{target.TrimStart('/')}:{alias[(alias.LastIndexOf('/') + 1)..]}" : link);
    }

    private static StorageOptions Storage(HostSpec host) => new()
    {
        Mounts = Many(host.Mounts?.Select(m => new MountEntry(MountWriter.Write(m)))),
        ReadOnly = host.ReadonlyRootfs,
        ShmSize = host.ShmSize == 0 ? null : new ByteSize(host.ShmSize),
        StorageOptionList = Many(host.StorageOpt?.Select(o => $"{o.Key}={o.Value}")),
        Tmpfs = Many(host.Tmpfs?.Select(t => t.Value.Length == 0 ? t.Key : $"{t.Key}:{t.Value}")),
        Volumes = Many(host.Binds),
        VolumeDriver = Given(host.VolumeDriver),
        VolumesFrom = Many(host.VolumesFrom),
    };

    private static ResourceLimits Limits(HostSpec host) => new()
    {
        BlkioWeight = host.BlkioWeight == 0 ? null : host.BlkioWeight,
        CpuPeriod = Given(host.CpuPeriod),
        CpuQuota = Given(host.CpuQuota),
        CpuRealtimePeriod = Given(host.CpuRealtimePeriod),
        CpuRealtimeRuntime = Given(host.CpuRealtimeRuntime),
        CpuShares = Given(host.CpuShares),
        Cpus = host.NanoCpus == 0 ? null : new CpuCount(host.NanoCpus),
        CpusetCpus = Given(host.CpusetCpus),
        CpusetMems = Given(host.CpusetMems),
        Memory = host.Memory == 0 ? null : new ByteSize(host.Memory),
        MemoryReservation = host.MemoryReservation == 0 ? null : new ByteSize(host.MemoryReservation),
        MemorySwap = host.MemorySwap == 0 ? null : new SwapSize(host.MemorySwap),
        PidsLimit = Given(host.PidsLimit ?? 0),
    };

    private static HealthOptions Health(HealthSpec? health) => health switch
    {
        null => new(),
        { Test: ["NONE"] } => new() { None = true },
        _ => new()
        {
            Command = health.Test switch
            {
                ["CMD-SHELL", var line] => line,
                ["CMD", ..] words => string.Join(' ', words.Skip(1).Select(ShellWords.Quote)),
                _ => null,
            },
            Interval = Duration(health.Interval),
            Timeout = Duration(health.Timeout),
            StartPeriod = Duration(health.StartPeriod),
            StartInterval = Duration(health.StartInterval),
            Retries = health.Retries is null or 0 ? null : (int)health.Retries,
        },
    };

    private static GoDuration? Duration(long? nanoseconds) => nanoseconds is null or 0 ? null : new GoDuration(nanoseconds.Value);

    /// <summary>Null for what was not asked for, which the engine shows as "".</summary>
    public static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static long? Given(long number) => number == 0 ? null : number;

    /// <summary>An empty list for none.</summary>
    public static EquatableList<T> Many<T>(IEnumerable<T>? items) => items is null ? [] : EquatableList.From(items);
}
