using System.Text.Json;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Tests.Containers;

/// <summary>The figures of docker stats from recorded answers of engines, beside what the docker CLI printed for the same answers' formulas.</summary>
public sealed class ContainerStatsTests
{
    // Engine 20.10 on cgroup v1; percpu and the like cut.
    private const string V1 = """
        {"read":"2026-11-23T23:05:01.1Z","preread":"2026-11-23T23:05:00.1Z","pids_stats":{"current":2},
         "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"Read","value":4096},{"major":8,"minor":0,"op":"Write","value":8192},
           {"major":8,"minor":0,"op":"Sync","value":12288},{"major":8,"minor":0,"op":"Total","value":12288},{"major":8,"minor":16,"op":"Read","value":1000}]},
         "cpu_stats":{"cpu_usage":{"total_usage":500000000,"percpu_usage":[250000000,250000000]},"system_cpu_usage":40000000000,"online_cpus":2},
         "precpu_stats":{"cpu_usage":{"total_usage":400000000},"system_cpu_usage":38000000000,"online_cpus":2},
         "memory_stats":{"usage":10485760,"max_usage":20000000,"stats":{"cache":4194304,"inactive_file":1,"total_inactive_file":4194304},"limit":104857600},
         "networks":{"eth0":{"rx_bytes":700,"tx_bytes":100},"eth1":{"rx_bytes":300,"tx_bytes":50}}}
        """;

    // Engine 28 on cgroup v2: no per-CPU figures, operations in lower case, no total_ counters.
    private const string V2 = """
        {"pids_stats":{"current":5,"limit":18446744073709551615},
         "blkio_stats":{"io_service_bytes_recursive":[{"major":259,"minor":0,"op":"read","value":5242880},{"major":259,"minor":0,"op":"write","value":1048576}]},
         "cpu_stats":{"cpu_usage":{"total_usage":9000000000,"usage_in_kernelmode":1,"usage_in_usermode":2},"system_cpu_usage":2000000000000,"online_cpus":8},
         "precpu_stats":{"cpu_usage":{"total_usage":8000000000},"system_cpu_usage":1992000000000,"online_cpus":8},
         "memory_stats":{"usage":209715200,"stats":{"active_file":1048576,"inactive_file":104857600},"limit":1073741824},
         "networks":{"eth0":{"rx_bytes":1,"tx_bytes":2}}}
        """;

    // The first sample of a stream on cgroup v2, with every field that such an answer has; the shape is that of the recorded answer in
    // open-telemetry/opentelemetry-collector-contrib, receiver/dockerstatsreceiver/testdata/mock/cgroups_v2/stats.json (engine of 2023), the figures are not.
    private const string V2First = """
        {"read":"2026-11-23T23:05:01.1Z","preread":"0001-01-01T00:00:00Z","pids_stats":{"current":1,"limit":4694},
         "blkio_stats":{"io_service_bytes_recursive":[{"major":8,"minor":0,"op":"read","value":4096},{"major":8,"minor":0,"op":"write","value":0}],
           "io_serviced_recursive":null,"io_queue_recursive":null,"io_service_time_recursive":null,"io_wait_time_recursive":null,"io_merged_recursive":null,
           "io_time_recursive":null,"sectors_recursive":null},
         "num_procs":0,"storage_stats":{},
         "cpu_stats":{"cpu_usage":{"total_usage":1000000000,"usage_in_kernelmode":900000000,"usage_in_usermode":100000000},"system_cpu_usage":4000000000000,
           "online_cpus":2,"throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},
         "precpu_stats":{"cpu_usage":{"total_usage":0,"usage_in_kernelmode":0,"usage_in_usermode":0},"throttling_data":{"periods":0,"throttled_periods":0,"throttled_time":0}},
         "memory_stats":{"usage":200000000,"stats":{"active_anon":4096,"active_file":0,"anon":61440,"anon_thp":0,"file":150000000,"file_dirty":0,"file_mapped":0,
             "file_writeback":0,"inactive_anon":90000000,"inactive_file":60000000,"kernel_stack":16384,"pgactivate":7,"pgdeactivate":6,"pgfault":9000,"pglazyfree":0,
             "pglazyfreed":0,"pgmajfault":4,"pgrefill":6,"pgscan":41,"pgsteal":41,"shmem":90000000,"slab":600000,"slab_reclaimable":500000,"slab_unreclaimable":100000,
             "sock":0,"thp_collapse_alloc":0,"thp_fault_alloc":0,"unevictable":0,"workingset_activate":0,"workingset_nodereclaim":0,"workingset_refault":0},
           "failcnt":1,"limit":268435456},
         "name":"/web","id":"f97e","networks":{"eth0":{"rx_bytes":1296,"rx_packets":16,"rx_errors":0,"rx_dropped":0,"tx_bytes":7,"tx_packets":0,"tx_errors":0,"tx_dropped":0}}}
        """;

    [Fact]
    public void Parse_FirstSampleOfCgroupV2_HasNoPrevious_AndTakesTheInactiveFilesOffItsMemory()
    {
        var sample = Sample(V2First);

        Assert.Equal((0UL, 0UL, 2u), (sample.PreviousCpuTotal, sample.PreviousCpuSystem, sample.OnlineCpus));
        // shmem is "file" too, but inactive_anon: only what can be dropped comes off.
        Assert.Equal((140_000_000UL, 1296UL, 7UL, 4096UL, 0UL, 1UL), (
            sample.MemoryUsage - sample.InactiveFile, sample.NetworkReceived, sample.NetworkSent, sample.BlockRead, sample.BlockWritten, sample.Pids));
        var next = sample with { CpuTotal = sample.CpuTotal + 300_000_000, CpuSystem = sample.CpuSystem + 2_000_000_000 };
        Assert.Equal(30, ContainerStats.Between(sample, next).CpuPercent, 6);
    }

    [Fact]
    public void Of_CgroupV1_IsWhatTheCliComputes() => Assert.Equal(
        new ContainerStats(10, 10485760 - 4194304, 104857600, 1000, 150, 5096, 8192, 2), ContainerStats.Of(Sample(V1)));

    [Fact]
    public void Of_CgroupV2_IsWhatTheCliComputes() => Assert.Equal(
        new ContainerStats(100, 104857600, 1073741824, 1, 2, 5242880, 1048576, 5), ContainerStats.Of(Sample(V2)));

    [Fact]
    public void MemoryPercent_IsOfTheLimit()
    {
        Assert.Equal(6, ContainerStats.Of(Sample(V1)).MemoryPercent);
        Assert.Equal(9.765625, ContainerStats.Of(Sample(V2)).MemoryPercent);
    }

    [Fact]
    public void Between_TwoSamplesOfOnesOwn_NeedsNoPrevious()
    {
        var first = Sample(V2) with { PreviousCpuTotal = 0, PreviousCpuSystem = 0 };
        var second = first with { CpuTotal = first.CpuTotal + 4_000_000_000, CpuSystem = first.CpuSystem + 8_000_000_000 };

        Assert.Equal(400, ContainerStats.Between(first, second).CpuPercent);
    }

    [Fact]
    public void Between_CountersThatWentBack_IsZero()
    {
        var sample = Sample(V1);

        Assert.Equal(0, ContainerStats.Between(sample, sample with { CpuTotal = 1, CpuSystem = sample.CpuSystem + 1 }).CpuPercent);
        Assert.Equal(0, ContainerStats.Between(sample, sample).CpuPercent);
    }

    [Fact]
    public void Of_StoppedContainer_IsZeroEverywhere()
    {
        // What an engine answers for one that does not run.
        var stats = ContainerStats.Of(Sample("""{"pids_stats":{},"blkio_stats":{"io_service_bytes_recursive":null},"cpu_stats":{"cpu_usage":{"total_usage":0}},"precpu_stats":{},"memory_stats":{}}"""));

        Assert.Equal(new ContainerStats(0, 0, 0, 0, 0, 0, 0, 0), stats);
        Assert.Equal(0, stats.MemoryPercent);
    }

    [Fact]
    public void Parse_NoOnlineCpus_CountsThem() => Assert.Equal(2u, Sample(V1.Replace("\"online_cpus\":2", "\"online_cpus\":0", StringComparison.Ordinal)).OnlineCpus);

    [Fact]
    public void Parse_InactiveAboveUsage_IsNotTakenOff() =>
        Assert.Equal(0UL, Sample("""{"memory_stats":{"usage":10,"stats":{"inactive_file":11}}}""").InactiveFile);

    private static StatsSample Sample(string json)
    {
        using var document = JsonDocument.Parse(json);
        return StatsSample.Parse(document.RootElement);
    }
}
