using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Images;

namespace Dashboard.Services.Tests.Commands;

/// <summary>Arbitrary <c>docker run</c>, <c>create</c> and <c>update</c> commands, with each option given, left out, or given several times.</summary>
internal static class CreationGen
{
    private static readonly Gen<string?> Text = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)s));

    private static readonly Gen<EquatableList<string>> Texts = Gen.String.Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<long?> Number = Gen.OneOf(Gen.Const((long?)null), Gen.Long.Select(n => (long?)n));

    private static readonly Gen<ByteSize?> Size = Gen.OneOf(Gen.Const((ByteSize?)null), Gen.Long[0, 1L << 50].Select(n => (ByteSize?)new ByteSize(n)));

    private static readonly Gen<GoDuration?> Duration = Gen.OneOf(Gen.Const((GoDuration?)null), Gen.Long[-(1L << 60), 1L << 60].Select(n => (GoDuration?)new GoDuration(n)));

    private static readonly Gen<ResourceLimits> Limits = Gen.Select(
        Number, Size, Text, Gen.OneOf(Gen.Const((CpuCount?)null), Gen.Long[0, 1L << 40].Select(n => (CpuCount?)new CpuCount(n))), Gen.UShort,
        (number, size, text, cpus, weight) => new ResourceLimits
        {
            CpuShares = number,
            PidsLimit = number,
            Memory = size,
            MemorySwap = size is { } bytes ? new SwapSize(bytes.Bytes) : new SwapSize(-1),
            CpusetCpus = text,
            Cpus = cpus,
            BlkioWeight = weight == 0 ? null : weight,
        });

    private static readonly Gen<NetworkOptions> Networks = Gen.Select(
        Texts, Some(NetworkEntry.Parse, "web", "name=web,alias=a,\"driver-opt=k=v,w\"", "host"), Some(HostMapping.Parse, "a:1.2.3.4", "b=::1", "g:host-gateway"),
        Some(IpEntry.Parse, "1.1.1.1", "2606:4700::1111"), Some(LinkEntry.Parse, "db", "db:sql"), Gen.Bool,
        (texts, networks, hosts, dns, links, all) => new NetworkOptions
        {
            Publish = texts,
            Expose = texts,
            Networks = networks,
            AddHost = hosts,
            Dns = dns,
            Links = links,
            PublishAll = all,
        });

    private static readonly Gen<IsolationOptions> Isolation = Gen.Select(
        Texts, Text, Some(GpuEntry.Parse, "all", "\"device=0,1\",driver=x"), Some(DeviceBandwidth.Parse, "/dev/sda:1mb", "/dev/sda:5"),
        Some(SysctlEntry.Parse, "net.a=1", "kernel.sem=1 2"), Some(DeviceRule.Parse, "c 1:3 rw", "a *:* rwm"),
        (texts, text, gpus, bandwidths, sysctls, rules) => new IsolationOptions
        {
            CapAdd = texts,
            Pid = text,
            Gpus = gpus,
            DeviceReadBps = bandwidths,
            Sysctls = sysctls,
            DeviceRules = rules,
            MemorySwappiness = texts.Count - 1,
        });

    private static readonly Gen<ProcessOptions> Process = Gen.Select(
        Text, Gen.OneOf(Gen.Const((bool?)null), Gen.Bool.Select(b => (bool?)b)), Some(EnvEntry.Parse, "A=1", "B", "C=d e=f"),
        Some(UlimitEntry.Parse, "nofile=1:2", "core=-1"), Some(AttachedStream.Parse, "stdin", "STDERR"), Gen.Bool,
        (text, init, env, ulimits, attach, tty) => new ProcessOptions
        {
            Entrypoint = text,
            Init = init,
            Env = env,
            Ulimits = ulimits,
            Attach = attach,
            Tty = tty,
            Interactive = !tty,
        });

    private static readonly Gen<HealthOptions> Health = Gen.Select(
        Text, Duration, Gen.Bool, (text, duration, none) => new HealthOptions { Command = text, Interval = duration, StartPeriod = duration, None = none });

    private static readonly Gen<LifecycleOptions> Lifecycle = Gen.Select(
        Text, Some(LabelEntry.Parse, "a=b", "c", "d=e=f g"), Gen.Bool, (text, labels, remove) => new LifecycleOptions { Name = text, Labels = labels, Remove = remove });

    private static readonly Gen<StorageOptions> Storage = Gen.Select(
        Texts, Some(MountEntry.Parse, "type=tmpfs,dst=/t", "src=v,dst=/d,\"volume-opt=o=a,b\""), Size,
        (texts, mounts, size) => new StorageOptions { Volumes = texts, Mounts = mounts, ShmSize = size });

    private static readonly Gen<ImageReference> Images = Gen.OneOf(
        Gen.Const(ImageReference.Of("busybox")), Gen.Const(ImageReference.Of("reg.example:5000/a/b:1.2")), Gen.Const(ImageReference.Of("sha256:0123456789ab")));

    /// <summary><c>docker run</c>.</summary>
    public static readonly Gen<RunContainer> Run = Gen.Select(Lifecycle, Process, Networks, Storage, Limits, Health, Isolation, (l, p, n, s, r, h, i) =>
        new RunContainer { Lifecycle = l, Process = p, Network = n, Storage = s, Limits = r, Health = h, Isolation = i })
        .Select(Images, Texts, Gen.Bool, (run, image, command, detach) => run with { Image = image, Command = command, Detach = detach });

    /// <summary><c>docker create</c>.</summary>
    public static readonly Gen<CreateContainer> Create = Run.Select(run => new CreateContainer
    {
        Lifecycle = run.Lifecycle,
        Process = run.Process,
        Network = run.Network,
        Storage = run.Storage,
        Image = run.Image,
        Command = run.Command,
    });

    /// <summary><c>docker update</c>.</summary>
    public static readonly Gen<UpdateContainers> Update = Gen.Select(Limits, Text, (limits, restart) =>
        new UpdateContainers { Limits = limits, Restart = restart, Containers = [ResourceName.Of("web"), ResourceName.Of("db")] });

    private static Gen<EquatableList<T>> Some<T>(Func<string, IFormatProvider?, T> parse, params string[] examples) =>
        Gen.Int[0, examples.Length - 1].Select(i => examples[i]).Array[0, 3].Select(texts => EquatableList.From(texts.Select(t => parse(t, null))));
}
