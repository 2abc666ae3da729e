using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Engine;
using Dashboard.Services.Networks;
using Dashboard.Services.Volumes;

namespace Dashboard.Services.Tests.Commands;

/// <summary>Commands on volumes, networks and the engine itself.</summary>
internal static class ThingsGen
{
    private static readonly Gen<ResourceName> Names =
        from first in Gen.Char.AlphaNumeric
        from rest in Gen.Char["abcXYZ019_.-"].Array[0, 12]
        select ResourceName.Of(first + new string(rest));

    private static readonly Gen<EquatableList<ResourceName>> SomeNames = Names.Array[1, 4].Select(EquatableList.From);

    // What must be there: empty it is none.
    private static readonly Gen<string> Needed = Gen.String.Where(s => s.Length > 0);

    private static readonly Gen<string?> Texts = Gen.OneOf(Gen.Const((string?)null), Gen.String.Select(s => (string?)s));

    private static readonly Gen<EquatableList<string>> Lists = Gen.String.Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<EquatableList<LabelEntry>> Labels =
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 6], Gen.String, (key, value) => new LabelEntry($"{new string(key)}={value}")).Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<EquatableList<FilterOption>> Filters =
        Gen.Select(Gen.Char.AlphaNumeric.Array[1, 6], Gen.Char["abcXYZ019 =<>'\"&_.-"].Array[0, 8])
            .Select((name, value) => new FilterOption(new string(name).ToLowerInvariant(), new string(value).Trim())).Array[0, 3].Select(EquatableList.From);

    private static readonly Gen<bool?> Switches = Gen.OneOf(Gen.Const((bool?)null), Gen.Bool.Select(b => (bool?)b));

    public static Gen<DockerCommand> Commands { get; } = Gen.OneOf<DockerCommand>(
        Gen.Select(Texts, Gen.Bool, DockerCommand (f, v) => new ShowDiskUsage { Format = f, Verbose = v }),
        Gen.Select(Filters, Texts, Gen.Bool, DockerCommand (l, f, q) => new ListVolumes { Filter = l, Format = f, Quiet = q }),
        Gen.Select(SomeNames, Texts, DockerCommand (n, f) => new InspectVolumes { Volumes = n, Format = f }),
        Gen.Select(SomeNames, Gen.Bool, DockerCommand (n, f) => new RemoveVolumes { Volumes = n, Force = f }),
        Gen.Select(Filters, Gen.Bool, Gen.Bool, DockerCommand (l, a, f) => new PruneVolumes { Filter = l, All = a, Force = f }),
        Gen.Select(Texts, Gen.String, Labels, Lists, DockerCommand (n, d, l, o) => new CreateVolume { Name = n, Driver = d, Label = l, Opt = o }),
        Gen.Select(Filters, Texts, Gen.Bool, Gen.Bool, DockerCommand (l, f, q, n) => new ListNetworks { Filter = l, Format = f, Quiet = q, NoTrunc = n }),
        Gen.Select(SomeNames, Texts, DockerCommand (n, f) => new InspectNetworks { Networks = n, Format = f }),
        Gen.Select(SomeNames, Gen.Bool, DockerCommand (n, f) => new RemoveNetworks { Networks = n, Force = f }),
        Gen.Select(Filters, Gen.Bool, DockerCommand (l, f) => new PruneNetworks { Filter = l, Force = f }),
        Gen.Select(Names, Names, Gen.Bool, DockerCommand (n, c, f) => new DisconnectNetwork { Network = n, Container = c, Force = f }),
        Gen.Select(Names, Names, Lists, Lists, Texts, Gen.Int, Lists, DockerCommand (n, c, a, o, i, p, l) =>
            new ConnectNetwork { Network = n, Container = c, Alias = a, DriverOpt = o, Ip = i, Ip6 = i, GwPriority = p, LinkLocalIp = l }),
        Gen.Select(Needed, Gen.Bool, Lists, Texts, Gen.String, Switches, Labels, DockerCommand (n, b, l, t, d, s, labels) => new CreateNetwork
        {
            Name = n,
            Attachable = b,
            AuxAddress = l,
            ConfigFrom = t,
            ConfigOnly = !b,
            Driver = d,
            Gateway = l,
            Ingress = b,
            Internal = !b,
            IpRange = l,
            IpamDriver = d,
            IpamOpt = l,
            Ipv4 = s,
            Ipv6 = s,
            Label = labels,
            Opt = l,
            Scope = t,
            Subnet = l,
        }));
}
