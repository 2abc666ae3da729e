using CsCheck;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Images;
using Dashboard.Services.Registries;

namespace Dashboard.Services.Tests.Commands;

/// <summary>Any command on images and registries.</summary>
internal static class ImageGen
{
    // What must be there: empty it is none.
    private static readonly Gen<string> Needed = Gen.String.Where(s => s.Length > 0);

    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)s));

    private static readonly Gen<EquatableList<string>> Several = Gen.String.Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<EquatableList<string>> Images = Gen.String.Array[1, 3].Select(EquatableList.From);

    private static readonly Gen<EquatableList<FilterOption>> Filters =
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 6], Gen.Char["abcXYZ019 =<>'\"&_.-"].Array[0, 8])
            .Select((name, value) => new FilterOption(new string(name).ToLowerInvariant(), new string(value).Trim())).Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<ImagePlatform?> Platforms = Gen.OneOf(
        Gen.Const((ImagePlatform?)null),
        Gen.Select(Gen.OneOf(Gen.Const("linux"), Gen.Const("windows")), Gen.OneOf(Gen.Const("arm64"), Gen.Const("amd64")), Gen.OneOf(Gen.Const(""), Gen.Const("v7")), ImagePlatform? (o, a, v) => new(o, a, v)));

    private static readonly Gen<BuildLimits> Limits = Gen.Select(Texts, Gen.Long.Nullable(), Gen.Long[0, 1L << 40].Nullable(), Several, Gen.Long[0, 100].Array[0, 2], (t, n, bytes, s, u) => new BuildLimits
    {
        CgroupParent = t,
        CpuPeriod = n,
        CpuQuota = n,
        CpuShares = n,
        CpusetCpus = t,
        CpusetMems = t,
        Memory = bytes is { } m ? new ByteSize(m) : null,
        MemorySwap = n is null ? null : new SwapSize(-1),
        ShmSize = bytes is { } shm ? new ByteSize(shm) : null,
        SecurityOptions = s,
        Ulimits = EquatableList.From(u.Select(soft => new UlimitEntry("nofile", soft, soft + 1)).ToArray()),
    });

    private static readonly Gen<DockerCommand> Builds = Gen.Select(Limits, Texts, Several, Gen.Char.AlphaNumeric.Array[1, 4], Gen.Bool, Gen.Bool, Gen.String, DockerCommand (l, t, s, name, a, b, c) => new BuildImage
    {
        Limits = l,
        File = t,
        Target = t,
        Platform = t,
        Tags = s,
        CacheFrom = s,
        BuildArgs = [EnvEntry.Parse($"{new string(name)}={c}", null)],
        Labels = [LabelEntry.Parse($"{new string(name)}={c}", null)],
        AddHosts = [new HostMapping(new string(name), "10.0.0.1")],
        Network = c,
        ForceRemove = a,
        NoCache = b,
        Pull = a,
        Quiet = b,
        Remove = a,
        Context = c,
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Gen<DockerCommand>> All { get; } =
    [
        Builds,
        Gen.Select(Filters, Texts, Texts, Gen.Bool, Gen.Bool, DockerCommand (f, t, r, a, b) =>
            new ListImages { Filter = f, Format = t, Repository = r, All = a, Digests = b, NoTrunc = a != b, Quiet = !a }),
        Gen.Select(Texts, Platforms, Needed, Gen.Bool, Gen.Bool, DockerCommand (f, p, i, h, q) => new ShowHistory { Format = f, Platform = p, Image = i, Human = h, Quiet = q, NoTrunc = h == q }),
        Gen.Select(Texts, Platforms, Images, DockerCommand (f, p, i) => new InspectImages { Format = f, Platform = p, Images = i }),
        Gen.Select(Texts, Needed, Gen.Bool, Gen.Bool, DockerCommand (p, n, a, q) => new PullImage { Platform = p, Name = n, AllTags = a, Quiet = q }),
        Gen.Select(Platforms, Needed, Gen.Bool, Gen.Bool, DockerCommand (p, n, a, q) => new PushImage { Platform = p, Name = n, AllTags = a, Quiet = q }),
        Gen.Select(Platforms, Images, Gen.Bool, Gen.Bool, DockerCommand (p, i, f, n) => new RemoveImages { Platform = p is { } one ? [one] : [], Images = i, Force = f, NoPrune = n }),
        Gen.Select(Needed, Gen.String, DockerCommand (s, t) => new TagImage { Source = s, Target = t }),
        Gen.Select(Platforms, Images, DockerCommand (p, i) => new SaveImages { Platform = p, Images = i }),
        Gen.Select(Platforms, Gen.Bool, DockerCommand (p, q) => new LoadImages { Platform = p, Quiet = q }),
        Gen.Select(Several, Texts, Texts, Needed, Texts, DockerCommand (c, m, p, s, r) => new ImportImage { Change = c, Message = m, Platform = p, Source = s, Reference = r }),
        Gen.Select(Filters, Gen.Bool, Gen.Bool, DockerCommand (f, a, y) => new PruneImages { Filter = f, All = a, Force = y }),
        Gen.Select(Filters, Texts, Gen.Int, Gen.Bool, Needed, DockerCommand (f, t, l, n, term) => new SearchImages { Filter = f, Format = t, Limit = l, NoTrunc = n, Term = term }),
        Gen.Select(Texts, Texts, Texts, Gen.Bool, DockerCommand (p, u, s, i) => new LogIn { Password = p, UserName = u, Server = s, PasswordFromInput = i }),
        Texts.Select(DockerCommand (s) => new LogOut { Server = s }),
    ];
}
