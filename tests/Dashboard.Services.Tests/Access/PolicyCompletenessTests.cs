using System.Reflection;
using System.Text.Json.Serialization;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Tests.Access;

/// <summary>A field of the engine's request that nobody judged does not exist: a new one fails here until it has a rule.</summary>
public sealed class PolicyCompletenessTests
{
    // Judged by ReachRules, VolumeRules and NetworkRules, which ask the engine.
    private static readonly string[] _reaching =
    [
        nameof(HostSpec.Binds), nameof(HostSpec.Mounts), nameof(HostSpec.NetworkMode), nameof(HostSpec.IpcMode), nameof(HostSpec.PidMode),
        nameof(HostSpec.VolumesFrom), nameof(HostSpec.Links),
    ];

    // Of the container itself: nothing in them reaches out. Labels are judged by ScopeRules.
    private static readonly string[] _container =
    [
        "Hostname", "Domainname", "User", "AttachStdin", "AttachStdout", "AttachStderr", "ExposedPorts", "Tty", "OpenStdin", "StdinOnce", "Env", "Cmd", "Healthcheck", "ArgsEscaped", "Image", "Volumes", "WorkingDir", "Entrypoint",
        "NetworkDisabled", "MacAddress", "OnBuild", "Labels", "StopSignal", "StopTimeout", "Shell", "HostConfig", "NetworkingConfig", "Unknown",
    ];

    // Everything below the first level, and why a field without a rule of its own needs none.
    private static readonly Dictionary<string, string[]> _nested = new()
    {
        // CreateMountpoint, Propagation and ReadOnlyNonRecursive are judged in MountRequest; the others only take away.
        [nameof(BindSpec)] = ["CreateMountpoint", "NonRecursive", "Propagation", "ReadOnlyForceRecursive", "ReadOnlyNonRecursive"],
        [nameof(VolumeSpec)] = ["DriverConfig", "Labels", "NoCopy", "Subpath"],
        [nameof(VolumeDriverSpec)] = ["Name", "Options"],
        // Mounts of images are refused by their type.
        [nameof(ImageMountSpec)] = ["Subpath"],
        // Options are refused; size and mode stay within.
        [nameof(TmpfsSpec)] = ["Mode", "Options", "SizeBytes"],
        [nameof(MountSpec)] = ["BindOptions", "Consistency", "ImageOptions", "ReadOnly", "Source", "Target", "TmpfsOptions", "Type", "Unknown", "VolumeOptions"],
        [nameof(LogSpec)] = ["Config", "Type"],
        [nameof(RestartSpec)] = ["MaximumRetryCount", "Name"],
        // Ports of the host are whose is first.
        [nameof(PortBindingSpec)] = ["HostIp", "HostPort"],
        // Runs in the container.
        [nameof(HealthSpec)] = ["Interval", "Retries", "StartInterval", "StartPeriod", "Test", "Timeout", "Unknown"],
        [nameof(UlimitSpec)] = ["Hard", "Name", "Soft"],
        // Refused as a whole.
        [nameof(WeightDeviceSpec)] = ["Path", "Weight"],
        [nameof(ThrottleDeviceSpec)] = ["Path", "Rate"],
        [nameof(DeviceSpec)] = ["CgroupPermissions", "PathInContainer", "PathOnHost"],
        [nameof(DeviceRequestSpec)] = ["Capabilities", "Count", "DeviceIds", "Driver", "Options"],
        // Names and addresses in networks that are theirs to join.
        [nameof(NetworkingSpec)] = ["EndpointsConfig"],
        [nameof(EndpointSpec)] = ["Aliases", "DriverOpts", "GwPriority", "IpamConfig", "Links", "MacAddress", "Unknown"],
        [nameof(AddressSpec)] = ["Ipv4Address", "Ipv6Address", "LinkLocalIps"],
        [nameof(Nothing)] = [],
    };

    // Fields of the client library's models that ours leave out: what comes in them can't be sent, and is refused where it is read back.
    private static readonly string[] _leftOut =
    [
        // What an inspected container has, and no request.
        "EndpointSettings.DNSNames", "EndpointSettings.EndpointID", "EndpointSettings.Gateway", "EndpointSettings.GlobalIPv6Address", "EndpointSettings.GlobalIPv6PrefixLen", "EndpointSettings.IPAddress",
        "EndpointSettings.IPPrefixLen", "EndpointSettings.IPv6Gateway", "EndpointSettings.NetworkID",
        // A cluster's volumes, refused by their type.
        "Mount.ClusterOptions",
    ];

    // The library's model of each of ours; those that are the parameters of a call have the call's own properties besides.
    private static readonly (string Theirs, Type Ours)[] _models =
    [
        ("HostConfig", typeof(HostSpec)), ("Mount", typeof(MountSpec)), ("BindOptions", typeof(BindSpec)), ("VolumeOptions", typeof(VolumeSpec)), ("TmpfsOptions", typeof(TmpfsSpec)),
        ("EndpointSettings", typeof(EndpointSpec)), ("EndpointIPAMConfig", typeof(AddressSpec)), ("ContainerConfig", typeof(ContainerSpec)), ("HealthcheckConfig", typeof(HealthSpec)),
    ];

    [Fact]
    public void HostFields_EachHasExactlyOneRule() => Assert.Equal(
        Names<HostSpec>().Order(StringComparer.Ordinal), HostRules.Free.Concat(HostRules.Rules.Keys).Concat(_reaching).Order(StringComparer.Ordinal));

    [Fact]
    public void ContainerFields_AreTheKnownOnes() => Assert.Equal(_container.Order(StringComparer.Ordinal), Names<ContainerSpec>().Order(StringComparer.Ordinal));

    [Fact]
    public void NestedFields_AreTheKnownOnes()
    {
        var found = Below(typeof(ContainerSpec), []).Where(t => t != typeof(HostSpec)).ToDictionary(t => t.Name, t => Names(t).Order(StringComparer.Ordinal).ToArray());

        Assert.Equal(_nested.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, type => Assert.Equal(_nested[type.Key], type.Value));
    }

    [Fact]
    public void FieldsOfTheClientLibrary_AreOursOrLeftOutByName()
    {
        var library = typeof(EngineConnection).GetProperty("Client", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.PropertyType.Assembly;
        List<string> missing = [];
        foreach (var (theirs, ours) in _models)
        {
            var type = library.GetType($"Docker.DotNet.Models.{theirs}");
            Assert.True(type is not null, $"The library has no {theirs} any more: say in this table what has become of it.");
            var known = ours.GetProperties().Select(JsonName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            missing.AddRange(type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(JsonName).Where(n => !known.Contains(n)).Select(n => $"{theirs}.{n}"));
        }

        Assert.Equal(_leftOut.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    private static string JsonName(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name;

    private static HashSet<Type> Below(Type type, HashSet<Type> seen)
    {
        foreach (var inner in type.GetProperties().SelectMany(p => Inner(p.PropertyType)).Where(t => t.Namespace == typeof(ContainerSpec).Namespace && seen.Add(t)))
        {
            Below(inner, seen);
        }

        return seen;
    }

    private static IEnumerable<Type> Inner(Type type) => type.GetGenericArguments() is [_, ..] arguments ? arguments.SelectMany(Inner) : [type];

    private static IEnumerable<string> Names<T>() => Names(typeof(T));

    private static IEnumerable<string> Names(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name);
}
