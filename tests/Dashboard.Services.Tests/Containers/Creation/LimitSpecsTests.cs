using System.Reflection;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Tests.Containers.Creation;

public sealed class LimitSpecsTests
{
    private const string All = "--blkio-weight 10 --cpu-period 20 --cpu-quota 30 --cpu-rt-period 40 --cpu-rt-runtime 50 --cpu-shares 60 --cpus 1.5 --cpuset-cpus 0 --cpuset-mems 1 "
        + "--memory 7m --memory-reservation 6m --memory-swap -1 --pids-limit 8";

    [Fact]
    public void Apply_EveryLimit_IsTheSameForAnUpdateAndANewContainer()
    {
        var limits = ((UpdateContainers)CommandLine.Parse($"docker update {All} web")).Limits;
        Assert.All(typeof(ResourceLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance), p => Assert.NotNull(p.GetValue(limits)));

        var updated = LimitSpecs.Apply(new UpdateSpec { RestartPolicy = new RestartSpec("always", 0) }, limits);
        var made = SpecBuilder.Build((RunContainer)CommandLine.Parse($"docker run {All} nginx"), detached: true, new Version(1, 44)).HostConfig;

        Assert.Equal("always", updated.RestartPolicy!.Name);
        foreach (var name in (string[])["BlkioWeight", "CpuPeriod", "CpuQuota", "CpuRealtimePeriod", "CpuRealtimeRuntime", "CpuShares", "NanoCpus", "CpusetCpus", "CpusetMems", "Memory", "MemoryReservation", "MemorySwap", "PidsLimit"])
        {
            var field = typeof(ResourceSpec).GetProperty(name)!;
            Assert.Equal(field.GetValue(made), field.GetValue(updated));
            Assert.NotEqual(field.GetValue(new UpdateSpec()), field.GetValue(updated));
        }
    }

    [Fact]
    public void Apply_NoLimits_ChangesNothingOfARunningContainer() => Assert.Equal(new UpdateSpec(), LimitSpecs.Apply(new UpdateSpec(), new ResourceLimits()));
}
