using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;
using Dashboard.Services.Images.Builds.BuildKit;

namespace Dashboard.Services.Images.Builds;

/// <summary>A build as the query of the engine's <c>POST /build</c>.</summary>
internal static class BuildQuery
{
    /// <summary>All of it, escaped. Containers in between and labels are the engine's to default; what is not set is left out.</summary>
    /// <param name="build">The build.</param>
    /// <param name="session">BuildKit's; null is the classic builder.</param>
    public static string Of(BuildImage build, BuildKitSession? session)
    {
        var limits = build.Limits;
        // A bare NAME would be looked up in the environment of the CLI; this server's own is nobody's business.
        var args = Map(build.BuildArgs.Select(a => a.Text.Split('=', 2)).Where(a => a.Length == 2).Select(a => (a[0], a[1])));
        var labels = Map(build.Labels.Select(l => (l.Key, l.Value)));
        string[] parts =
        [
            session is null ? "version=1" : $"version=2&session={session.Id}&buildid={session.Id}",
            $"&rm={(build.Remove ? 1 : 0)}",
            build.ForceRemove ? "&forcerm=1" : "",
            build.NoCache ? "&nocache=1" : "",
            build.Pull ? "&pull=1" : "",
            // BuildKit would then not tell the steps to who looks on.
            build.Quiet && session is null ? "&q=1" : "",
            .. build.Tags.Select(t => ImageCalls.Query("t", t)),
            ImageCalls.Query("dockerfile", build.File),
            ImageCalls.Query("target", build.Target),
            ImageCalls.Query("platform", build.Platform),
            ImageCalls.Query("networkmode", build.Network),
            ImageCalls.Query("buildargs", args),
            ImageCalls.Query("labels", labels),
            ImageCalls.Query("cachefrom", List(build.CacheFrom)),
            .. build.AddHosts.Select(h => ImageCalls.Query("extrahosts", h.ToString())),
            ImageCalls.Query("cgroupparent", limits.CgroupParent),
            Number("cpuperiod", limits.CpuPeriod),
            Number("cpuquota", limits.CpuQuota),
            Number("cpushares", limits.CpuShares),
            ImageCalls.Query("cpusetcpus", limits.CpusetCpus),
            ImageCalls.Query("cpusetmems", limits.CpusetMems),
            Number("memory", limits.Memory?.Bytes),
            Number("memswap", limits.MemorySwap?.Bytes),
            Number("shmsize", limits.ShmSize?.Bytes),
            ImageCalls.Query("securityopt", List(limits.SecurityOptions)),
            ImageCalls.Query("ulimits", limits.Ulimits.Count > 0 ? JsonSerializer.Serialize([.. limits.Ulimits.Select(u => u.ToSpec())], SpecJson.Default.ListUlimitSpec) : ""),
        ];
        return string.Concat(parts);
    }

    private static string Number(string name, long? value) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"&{name}={number}") : "";

    private static string List(EquatableList<string> items) => items.Count > 0 ? JsonSerializer.Serialize([.. items], SpecJson.Default.ListString) : "";

    private static string Map(IEnumerable<(string Key, string Value)> items)
    {
        Dictionary<string, string> map = [];
        foreach (var (key, value) in items)
        {
            map[key] = value;
        }

        return map.Count > 0 ? JsonSerializer.Serialize(map, SpecJson.Default.DictionaryStringString) : "";
    }
}
