using System.Reflection;
using Dashboard.Services.Access.Policy;
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

    [Fact]
    public void HostFields_EachHasExactlyOneRule() => Assert.Equal(
        Names<HostSpec>().Order(StringComparer.Ordinal), HostRules.Free.Concat(HostRules.Rules.Keys).Concat(_reaching).Order(StringComparer.Ordinal));

    [Fact]
    public void ContainerFields_AreTheKnownOnes() => Assert.Equal(_container.Order(StringComparer.Ordinal), Names<ContainerSpec>().Order(StringComparer.Ordinal));

    [Fact]
    public void MountFields_AreTheKnownOnes() => Assert.Equal(
        ["BindOptions", "Consistency", "ImageOptions", "ReadOnly", "Source", "Target", "TmpfsOptions", "Type", "Unknown", "VolumeOptions"], Names<MountSpec>().Order(StringComparer.Ordinal));

    [Fact]
    public void MountOptionFields_AreTheKnownOnes() => Assert.Equal(
        ["CreateMountpoint", "DriverConfig", "Labels", "Mode", "NoCopy", "NonRecursive", "Options", "Propagation", "ReadOnlyForceRecursive", "ReadOnlyNonRecursive", "SizeBytes", "Subpath"],
        Names<BindSpec>().Concat(Names<VolumeSpec>()).Concat(Names<TmpfsSpec>()).Order(StringComparer.Ordinal));

    [Fact]
    public void EndpointFields_AreTheKnownOnes() => Assert.Equal(
        ["Aliases", "DriverOpts", "GwPriority", "IpamConfig", "Links", "MacAddress", "Unknown"], Names<EndpointSpec>().Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name);
}
