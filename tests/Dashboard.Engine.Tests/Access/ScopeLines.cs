namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// Lines that name something of another scope. <c>{c}</c> is a container, <c>{n}</c> a network, <c>{v}</c> a volume; <c>{s}</c> is the
/// actor's own stack and <c>{i}</c> an image.
/// </summary>
internal static class ScopeLines
{
    private const string Own = "--label com.docker.compose.project={s}";

    /// <summary>Lines that name a container.</summary>
    public static readonly string[] OfContainers =
    [
        "stop {c}", "stop -t 0 {c}", "start {c}", "start -a {c}", "restart {c}", "restart -t 0 {c}", "kill {c}", "kill -s TERM {c}", "pause {c}", "unpause {c}",
        "rm {c}", "rm -f {c}", "rm -fv {c}", "container rm -f {c}", "rename {c} mine-now", "update --cpus 0.5 {c}", "update --restart always {c}",
        "logs {c}", "logs --tail 1 {c}", "logs --details {c}", "inspect {c}", "inspect -f {{.Id}} {c}", "inspect --size {c}", "container inspect {c}", "inspect --type container {c}",
        "stats --no-stream {c}", "top {c}", "top {c} -ef", "port {c}", "port {c} 80", "diff {c}", "wait {c}", "exec {c} true", "exec -d {c} true", "exec -u 0 --privileged {c} id",
        "attach --no-stdin {c}", "commit {c}", "commit {c} stolen:1", "container protect {c}", "container unprotect {c}", "container recreate --cpus 0.5 {c} {i}",
        $"create {Own} --volumes-from {{c}} {{i}}", $"create {Own} --volumes-from {{c}}:ro {{i}}", $"create {Own} --network container:{{c}} {{i}}", $"create {Own} --pid container:{{c}} {{i}}",
        $"create {Own} --ipc container:{{c}} {{i}}", $"create {Own} --link {{c}} {{i}}", $"create {Own} --link {{c}}:alias {{i}}", $"run -d {Own} --network container:{{c}} {{i}} true",
        $"run -d {Own} --volumes-from {{c}} {{i}} true", "network connect {s}-net {c}", "network disconnect {s}-net {c}", "network disconnect -f bridge {c}",
        "ps -aq --filter name={c}", "ps -aq --filter id={c}", "ps -aq --filter before={c}", "ps -aq --filter since={c}",
    ];

    /// <summary>Lines that name a network.</summary>
    public static readonly string[] OfNetworks =
    [
        "network inspect {n}", "network inspect -f {{.Id}} {n}", "inspect {n}", "inspect --type network {n}", "network rm {n}", "network rm -f {n}", "network connect {n} {s}-own", "network disconnect {n} {s}-own",
        "network ls -q --filter name={n}", "network ls -q --filter id={n}", "ps -aq --filter network={n}", $"create {Own} --network {{n}} {{i}}", $"run -d {Own} --network {{n}} {{i}} true",
        $"create {Own} --network name={{n}},alias=x {{i}}",
    ];

    /// <summary>Lines that name a volume.</summary>
    public static readonly string[] OfVolumes =
    [
        "volume inspect {v}", "volume inspect -f {{.Mountpoint}} {v}", "inspect {v}", "inspect --type volume {v}", "volume rm {v}", "volume rm -f {v}", "volume ls -q --filter name={v}", "ps -aq --filter volume={v}",
    ];

    /// <summary>Lines that would use a volume: one that nobody has is made, so what is compared is that it is refused.</summary>
    public static readonly string[] OfVolumesUsed =
    [
        $"create {Own} -v {{v}}:/x {{i}}", $"create {Own} -v {{v}}:/x:ro {{i}}", $"create {Own} --mount type=volume,src={{v}},dst=/x {{i}}", $"run -d {Own} -v {{v}}:/x {{i}} true",
    ];
}
