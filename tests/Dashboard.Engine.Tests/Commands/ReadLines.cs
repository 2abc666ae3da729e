using Dashboard.Services.Commands;

namespace Dashboard.Engine.Tests.Commands;

/// <summary>Lines that only read, each of them answered by the real docker CLI and by us on the same engine: the same text, the same exit code.</summary>
internal static class ReadLines
{
    /// <summary>A template for each field of a container's inspection.</summary>
    public static IReadOnlyList<string> Templates { get; } = [.. InspectTemplates.All.Select(t => $"inspect -f {ShellWords.Quote(t)} {{a}} {{s}}")];

    /// <summary>Of the containers {a}, {b}, which run, and {s}, which never did.</summary>
    public static IReadOnlyList<string> Inspections { get; } =
    [
        "inspect {a}", "inspect {s} nosuch {b}", "container inspect {a} {s}", "inspect -f json {a}", "container inspect --format json {s} {a}", "inspect --size {s}",
        "inspect --type container {s}",
    ];

    /// <summary>Lists of containers.</summary>
    public static IReadOnlyList<string> Lists { get; } =
    [
        "ps", "ps -a", "ps -q", "ps -aq --no-trunc", "ps -l", "ps -n 2", "ps -n 0", "ps -a --no-trunc", "ps -as", "ps --latest --quiet", "ps -q --format '{{.Names}}'",
        "ps --format json", "ps --format '{{json .}}'", "ps -a --format table", "ps --format raw", "ps --format raw -s", "ps --format raw -q", "ps -a --format ''",
        @"ps -a --format 'table {{.Names}}\t{{.Status}}\t{{.Label ""team""}}'", @"ps --format 'table {{upper .Names}} {{.Labels}}'", @"ps --format 'x\ty\n{{.ID}}'",
        "ps --format '{{.Names}}|{{.Mounts}}|{{.LocalVolumes}}|{{.Networks}}|{{.Labels}}|{{.Ports}}|{{.Command}}|{{.Image}}|{{.State}}|{{.CreatedAt}}'",
        "ps --no-trunc --format '{{.Mounts}}|{{.Image}}|{{.Command}}'", "ps --format '{{.Size}}'", "ps --format '{{printf \"%-10s|%d\" .State 3}}{{println \"x\"}}'",
        "ps --format '{{if eq .State \"running\"}}up{{else}}down{{end}}'", "ps -a --format '{{with .Ports}}{{.}}{{else}}none{{end}}'", "ps --format '{{split .Names \"-\"}}'",
        "ps --format '{{index (split .Names \"-\") 0}}'", "ps --format '{{len .ID}} {{truncate .ID 3}} {{pad .State 1 2}}|'", "ps --format '{{.Names | printf \"%q\"}}'",
        "ps --format '{{$n := .State}}{{range split .Image \"\"}}{{.}}-{{end}}{{$n}}'", "ps --format '{{.Label \"nosuch\"}}'", "ps --format '{{slice .ID 0 4 | upper}}'",
        "ps -f name={a}", "ps -f id={a} -f id={b}", "ps -af status=created", "ps -a -f before={s}", "ps -a -f since={a}", "ps -f label=team", "ps -f label=team=y", "ps -f volume=/data",
        "ps -f publish=80", "ps -f network=bridge", "ps -f health=healthy", "ps -f ancestor=nosuch", "ps -f status=running -f status=created", "container ls -a", "container list", "container ps -q",
    ];

    /// <summary>What else can be read of a running container.</summary>
    public static IReadOnlyList<string> OtherReads { get; } =
    [
        "port {a}", "port {a} 80", "port {a} 80/tcp", "port {a} 53/udp", "port {a} 53", "diff {a}", "container diff {a}", "top {a} -o pid,ppid,user", "top {a} -eo user,comm",
        "container top {a} -eo uid,args",
        "stats --no-stream --format '{{.Name}} {{.Container}} {{.ID}}' {a} {b}", "stats --no-stream -a --format '{{.Name}} {{.ID}}'",
    ];

    /// <summary>Lists of volumes and networks.</summary>
    public static IReadOnlyList<string> ThingLists { get; } =
    [
        "volume ls", "volume list", "volume ls -q", "volume ls --format json", "volume ls --format '{{json .}}'", "volume ls --format raw", "volume ls -q --format raw", "volume ls --format table",
        @"volume ls --format 'table {{.Name}}\t{{.Driver}}\t{{.Label ""team""}}\t{{.Mountpoint}}'", "volume ls --format '{{.Name}} {{.Links}} {{.Size}} {{.Labels}} {{.Availability}} {{.Group}} {{.Status}} {{.Scope}}'",
        "volume ls -f name=things-v1", "volume ls -f label=team", "volume ls -f label=team=y", "volume ls -qf dangling=true", "volume ls -f dangling=false", "volume ls -f driver=local", "volume ls -q --format '{{.Driver}}'",
        "network ls", "network list", "network ls -q", "network ls --no-trunc", "network ls --no-trunc -q", "network ls --format raw", "network ls -q --format raw", "network ls --format table",
        "network ls --format '{{.ID}} {{.Name}} {{.Driver}} {{.Scope}} {{.IPv6}} {{.Internal}} {{.Labels}}'", @"network ls --format 'table {{.Name}}\t{{.Label ""team""}}\t{{.Internal}}'",
        "network ls -f name=things", "network ls -f driver=bridge", "network ls -f type=custom", "network ls -f label=team=x -f name=n2", "network ls -f scope=swarm", "network ls -f dangling=true", "network ls -f id=nosuch",
    ];

    /// <summary>Volumes, networks and images, each sort by itself and all mixed.</summary>
    public static IReadOnlyList<string> ThingInspections { get; } =
    [
        "volume inspect things-v1", "volume inspect things-v1 things-v2", "volume inspect -f json things-v1", "volume inspect -f '{{.Mountpoint}}' things-v1 things-v10",
        "volume inspect -f '{{json .Labels}} {{.Labels}} {{.Options}} {{.Name}} {{.Driver}} {{.Scope}}' things-v1", "volume inspect -f '{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}' things-v2",
        "network inspect things-n1", "network inspect things-n1 bridge", "network inspect -f json things-n2", "network inspect -f '{{.ID}} {{.Name}} {{.Internal}} {{.Labels}} {{.Options}}' things-n1",
        "network inspect -f '{{range .Containers}}{{.Name}} {{.IPv4Address}} {{.MacAddress}}{{end}}' things-n1", "network inspect -f '{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}' things-n1", "network inspect -f '{{.Id}}' things-n1",
        "inspect things-v1", "inspect things-n1 things-v2", "inspect {image}", "inspect --type image {image}", "inspect --type volume things-v1", "inspect --type network things-n1", "inspect -s things-v1", "inspect -s {image} things-n2",
        "inspect -f '{{.Name}}' things-v1 things-n1", "inspect -f '{{.Architecture}} {{.Os}} {{.Config.Cmd}} {{.RepoTags}}' {image}", "inspect -f '{{.Id}}' {image} nosuch things-n1",
    ];

    /// <summary>The engine's disk.</summary>
    public static IReadOnlyList<string> DiskUse { get; } =
    [
        "system df", "system df --format json", "system df --format '{{.Type}}: {{.Size}} {{.Reclaimable}} {{.Active}}/{{.TotalCount}}'", "system df --format raw", "system df --format 'table {{.Type}}\\t{{.Size}}'", "system df -v",
    ];

    /// <summary>As a shell reads them: quotes, substitutions, comments.</summary>
    public static IReadOnlyList<string> Typed { get; } =
    [
        "docker inspect -f '{{.Name}}' $(docker ps -aq)",
        "docker inspect -f '{{.Name}} {{.State.Status}}' $(docker ps -q --filter name={a}) {s}",
        "docker inspect --format \"{{.Name}}\" \"$(docker ps -q --filter name={a})\"",
        "docker port $(docker ps -ql)",
        "docker ps --filter \"name={a}\" --format '{{.Names}}'",
        "docker ps --filter 'name='{a} --format {{.Names}}",
        @"docker ps --format '{{.Names}}	{{.Image}}' --filter name={a}",
        "docker ps -a --filter 'label=team' --format '{{.Label \"team\"}}' # a comment",
        "docker top {a} -o pid,user \\\n  ",
        "docker ps -aq --no-trunc --filter id=$(docker ps -q --filter name={b})",
        "docker diff {s}",
        "docker inspect -f '{{json .Config.Labels}}' {a} {b}",
        "docker network inspect -f '{{.Name}}' $(docker network ls -q --filter type=builtin)",
        "docker volume ls -q $(docker ps -q --filter name=no-such)",
        "docker inspect -f '{{.RepoTags}}' $(docker images -q busybox)",
        "docker images -q --filter reference='busy*'",
    ];

    /// <summary>Images, with {i} one that has the tags "1" and "other".</summary>
    public static IReadOnlyList<string> Images { get; } =
    [
        "images", "image ls -a", "image list -q", "images -aq --no-trunc", "images --digests", "images --no-trunc", "images {i}", "images {i}:1", "images nosuch", "images '{i}:*'",
        "images -f dangling=true", "images -f label=team", "images -f label=team=x {i}", "images -f reference={i}:1", "images -f since=busybox:latest", "images -f before={i}:1",
        "images --format json", "images --format '{{json .}}'", "images --format table", "images --format raw", "images --format raw -q", "images --format raw --digests", "images --format ''",
        @"images --format 'table {{.Repository}}\t{{.Digest}}\t{{.CreatedAt}}'", @"images --digests --format 'table {{.ID}}'", "images -q --format '{{.Tag}}'",
        "images --format '{{.Repository}}|{{.Tag}}|{{.ID}}|{{.CreatedAt}}|{{.CreatedSince}}|{{.Size}}|{{.VirtualSize}}|{{.SharedSize}}|{{.UniqueSize}}|{{.Containers}}|{{.Digest}}'",
        "history {i}:1", "image history {i}:1 --no-trunc", "history -q {i}:1", "history -H=false {i}:1", "history --human=false --no-trunc {i}:other", "history --format json {i}:1",
        @"history --format 'table {{.ID}}\t{{.Size}}' {i}:1", "history --format '{{.CreatedAt}} {{.CreatedBy}} {{.Comment}}' {i}:1", "history --format '{{json .}}' --no-trunc {i}:1",
        "image inspect {i}:1", "image inspect busybox {i}:other", "image inspect -f json {i}:1", "image inspect -f '{{.Id}} {{.ID}}' {i}:1", "image inspect -f '{{.RepoTags}}' {i}:1",
        "image inspect -f '{{json .Config}}' {i}:1", "image inspect -f '{{.Config.Env}} {{.Config.Cmd}} {{.Config.Labels}} {{.Config.Entrypoint}}' {i}:1", "image inspect -f '{{.Size}} {{.Os}}/{{.Architecture}}' {i}:1",
        "image inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' {i}:1", "image inspect -f '{{index .Config.Labels \"team\"}}' {i}:1", "image inspect -f '{{.GraphDriver.Data}}' {i}:1", "image inspect -f '{{.RepoDigests}}' {i}:1",
    ];
}
