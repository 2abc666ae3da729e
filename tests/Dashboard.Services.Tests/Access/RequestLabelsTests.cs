using System.Reflection;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images;
using Dashboard.Services.Tests.Terminals;
using Dashboard.Testing;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Tests.Access;

/// <summary>Whatever the engine will store as labels is judged: each field of the typed requests that holds labels is found by reflection.</summary>
public sealed class RequestLabelsTests : IDisposable
{
    private const string Project = GrantScope.ProjectLabel;
    private static readonly Dictionary<string, string> _own = new() { [Project] = "shop" };
    private readonly FakeEnvironmentRegistry _environments = new();
    private readonly Actor _developer = new(
        "dev", "dev", "cli", new GrantSet([new HeldGrant("1", BuiltInRoles.Developer, BuiltInRoles.RightsOf(BuiltInRoles.Developer), GrantScope.OnStack("local", "shop"), null)]));

    // The mount that a label is put into needs no engine to be judged: it has no name yet.
    private static readonly MountSpec _mount = new() { Type = "volume", Target = "/data" };

    /// <summary>Each way from a request to a map of labels, such as "HostConfig/Mounts/VolumeOptions/Labels".</summary>
    public static TheoryData<string> LabelsOfContainers => [.. Paths(typeof(ContainerSpec), [])];

    public void Dispose() => _environments.Dispose();

    [Fact]
    public void Requests_MapsOfLabels_AreTheJudgedOnes() => Assert.Equal(
        ["ContainerSpec: HostConfig/Mounts/VolumeOptions/Labels", "ContainerSpec: Labels", "NetworkSpec: Labels"],
        typeof(ContainerSpec).Assembly.GetTypes().Where(t => t.Namespace == typeof(ContainerSpec).Namespace && t.Name.EndsWith("Spec", StringComparison.Ordinal))
            .Where(t => t == typeof(ContainerSpec) || !IsReachable(t))
            .SelectMany(t => Paths(t, []).Select(p => $"{t.Name}: {p}")).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(LabelsOfContainers))]
    public async Task Judge_ForeignLabelInAnyField_IsRefused(string path)
    {
        foreach (var (value, isRefused) in ((string, bool)[])[("shop", false), ("bank", true), ("", true), ("SHOP", true)])
        {
            var spec = (ContainerSpec)With(new ContainerSpec { Image = "busybox", Labels = _own }, path.Split('/'), new Dictionary<string, string> { [Project] = value });
            var verdict = await JudgeAsync(spec);

            Assert.Equal(isRefused, verdict.IsRefused);
            Assert.True(!isRefused || verdict.Violations.Any(v => v.Contains($"the label {Project}={value}", StringComparison.Ordinal)), string.Join("; ", verdict.Violations));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x=y")]
    public async Task Judge_NewVolume_GetsTheLabelsOfTheScopeWhateverWasAskedFor(string? asked)
    {
        var labels = asked is null ? null : new Dictionary<string, string> { [asked.Split('=')[0]] = asked.Split('=')[1] };
        var mount = _mount with { VolumeOptions = new VolumeSpec { Labels = labels } };
        var verdict = await JudgeAsync(new ContainerSpec { Image = "busybox", Labels = _own, HostConfig = new HostSpec { Mounts = [mount] } });

        Assert.Empty(verdict.Violations);
        Assert.Equal(_own.Concat(labels ?? []), verdict.Spec.HostConfig.Mounts![0].VolumeOptions!.Labels!);
    }

    [Fact]
    public async Task Judge_ForgedVolume_IsStoredWithTheScopesLabelEvenSo()
    {
        var forged = _mount with { VolumeOptions = new VolumeSpec { Labels = new Dictionary<string, string> { [Project] = "bank" } } };
        var verdict = await JudgeAsync(new ContainerSpec { Image = "busybox", Labels = _own, HostConfig = new HostSpec { Mounts = [forged] } });

        Assert.Equal("shop", verdict.Spec.HostConfig.Mounts![0].VolumeOptions!.Labels![Project]);
    }

    [Theory]
    [InlineData("LABEL com.docker.compose.project=bank")]
    [InlineData("label com.docker.compose.project bank")]
    [InlineData("LABEL \"com.docker.compose.project\"=\"bank\"")]
    [InlineData("LABEL a=b 'com.docker.compose.project'=bank")]
    [InlineData("LABEL com.docker\\.compose.project=bank")]
    [InlineData("LABEL a=b \\\n com.docker.compose.project=bank")]
    [InlineData("ENV A=b\nLABEL com.docker.compose.project=bank")]
    public void JudgeImage_ForeignLabelInAChange_IsRefused(string change) =>
        Assert.Equal(["an image with the label com.docker.compose.project=bank"], JudgeImage(change).Violations);

    [Theory]
    [InlineData("LABEL com.docker.compose.project=shop")]
    [InlineData("LABEL a=b c=d")]
    [InlineData("CMD [\"sh\"]")]
    public void JudgeImage_OwnLabels_AreFine(string change) => Assert.Empty(JudgeImage(change).Violations);

    // Whoever may build, load and import may create on all of the engine: no label can put what they make where they may create nothing.
    [Fact]
    public void FirstForeign_CreateOnAllOfTheEngine_IsNone()
    {
        var builder = new Actor("b", "b", "cli", new GrantSet([new HeldGrant("1", "r", Right.Create | Right.View, GrantScope.OnEnvironment("local"), null)]));

        Assert.Null(new ScopeRules(new ChangingRights()).FirstForeign(builder, _environments.Local.Name, new Dictionary<string, string> { [Project] = "bank", ["team"] = "x" }));
    }

    private PolicyVerdict JudgeImage(string change) => Policy().JudgeImage(_developer, _environments.Local, ImageChanges.Labels([change]));

    private Task<PolicyVerdict> JudgeAsync(ContainerSpec spec) =>
        Policy().JudgeAsync(_developer, _environments.Local, spec, new Dictionary<string, string>(), before: null, TestContext.Current.CancellationToken);

    private static CreationPolicy Policy() => new(Options.Create(new DashboardOptions()), new ScopedResolver(), new ScopeRules(new ChangingRights()));

    private static bool IsReachable(Type type) => Reachable(typeof(ContainerSpec), []).Contains(type);

    private static HashSet<Type> Reachable(Type type, HashSet<Type> seen)
    {
        foreach (var inner in Records(type).Select(r => r.Type).Where(seen.Add))
        {
            Reachable(inner, seen);
        }

        return seen;
    }

    private static IEnumerable<string> Paths(Type type, string[] above) =>
    [
        .. type.GetProperties().Where(IsMapOfLabels).Select(p => string.Join('/', [.. above, p.Name])),
        .. Records(type).SelectMany(r => Paths(r.Type, [.. above, r.Property.Name])),
    ];

    private static bool IsMapOfLabels(PropertyInfo property) =>
        property.PropertyType == typeof(IReadOnlyDictionary<string, string>) && property.Name.Contains("label", StringComparison.OrdinalIgnoreCase);

    // Properties that hold a record of the request, or a list or map of them.
    private static IEnumerable<(PropertyInfo Property, Type Type)> Records(Type type) =>
        from property in type.GetProperties()
        let inner = property.PropertyType.GetGenericArguments() is [.., var last] ? last : property.PropertyType
        where inner.IsClass && inner.Namespace == typeof(ContainerSpec).Namespace
        select (property, inner);

    private static object With(object record, string[] path, Dictionary<string, string> labels)
    {
        var property = record.GetType().GetProperty(path[0])!;
        if (path is [_])
        {
            property.SetValue(record, labels);
            return record;
        }

        var isList = property.PropertyType.IsGenericType;
        var type = isList ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        var inner = With(type == typeof(MountSpec) ? _mount with { } : Activator.CreateInstance(type)!, path[1..], labels);
        if (isList)
        {
            var list = Array.CreateInstance(type, 1);
            list.SetValue(inner, 0);
            inner = list;
        }

        property.SetValue(record, inner);
        return record;
    }
}
