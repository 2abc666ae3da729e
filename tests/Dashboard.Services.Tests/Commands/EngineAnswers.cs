using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Services.Tests.Commands;

/// <summary>The engine's answers about one thing of each kind, with every field that is a text, and copies of them with other texts in one of those.</summary>
internal static class EngineAnswers
{
    public const string ContainerId = "4bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a9abcd";

    public const string Container = """
        {"Id":"4bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a9abcd","Created":"2026-11-30T10:00:00Z","Path":"docker-entrypoint.sh","Args":["serve","--quiet"],
        "State":{"Status":"running","Running":true,"Paused":false,"Restarting":false,"OOMKilled":false,"Dead":false,"Pid":12,"ExitCode":0,"Error":"none","StartedAt":"2026-11-30T10:00:01Z","FinishedAt":"0001-01-01T00:00:00Z",
          "Health":{"Status":"healthy","FailingStreak":0,"Log":[{"Start":"2026-11-30T10:00:02Z","End":"2026-11-30T10:00:03Z","ExitCode":0,"Output":"all well"}]}},
        "Image":"sha256:1111111111111111111111111111111111111111111111111111111111111111","ResolvConfPath":"/x/resolv.conf","HostnamePath":"/x/hostname","HostsPath":"/x/hosts","LogPath":"/x/log","Name":"/shop",
        "RestartCount":0,"Driver":"overlay2","Platform":"linux","MountLabel":"m","ProcessLabel":"p","AppArmorProfile":"docker-default","ExecIDs":["e1"],
        "HostConfig":{"Binds":["data:/data"],"ContainerIDFile":"f","LogConfig":{"Type":"splunk","Config":{"tag":"t","splunk-url":"https://splunk.example"}},"NetworkMode":"shop-net","PortBindings":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}]},
          "RestartPolicy":{"Name":"always","MaximumRetryCount":0},"AutoRemove":false,"VolumeDriver":"local","VolumesFrom":["other"],"CapAdd":["NET_ADMIN"],"CapDrop":["MKNOD"],"CgroupnsMode":"private","Dns":["10.0.0.2"],"DnsOptions":["ndots:1"],
          "DnsSearch":["example"],"ExtraHosts":["db:10.0.0.3"],"GroupAdd":["video"],"IpcMode":"private","Cgroup":"c","Links":["/db:/shop/db"],"PidMode":"host","UTSMode":"host","UsernsMode":"host","SecurityOpt":["no-new-privileges"],
          "StorageOpt":{"size":"10G"},"Tmpfs":{"/tmp":"rw"},"Sysctls":{"net.core.somaxconn":"1"},"Runtime":"runc","Isolation":"default","CgroupParent":"g","CpusetCpus":"0","CpusetMems":"0","Annotations":{"a":"b"},
          "Devices":[{"PathOnHost":"/dev/null","PathInContainer":"/dev/x","CgroupPermissions":"rwm"}],"DeviceCgroupRules":["c 1:3 mr"],"DeviceRequests":[{"Driver":"nvidia","Count":1,"DeviceIDs":["0"],"Capabilities":[["gpu"]],"Options":{"o":"v"}}],
          "Ulimits":[{"Name":"nofile","Hard":1,"Soft":1}],"MaskedPaths":["/proc/kcore"],"ReadonlyPaths":["/proc/sys"],
          "Mounts":[{"Type":"volume","Source":"share","Target":"/share","Consistency":"c","BindOptions":{"Propagation":"rprivate"},"VolumeOptions":{"Labels":{"l":"v"},"Subpath":"s","DriverConfig":{"Name":"local","Options":{"type":"cifs","o":"username=kim","device":"//h/s"}}}}]},
        "GraphDriver":{"Name":"overlay2","Data":{"LowerDir":"/l","UpperDir":"/u"}},
        "Mounts":[{"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data","Destination":"/data","Driver":"local","Mode":"z","RW":true,"Propagation":""}],
        "Config":{"Hostname":"shop","Domainname":"example","User":"app","Env":["PLAIN=value","DB_PASSWORD=§"],"Cmd":["serve","--quiet"],"Image":"shop:1","WorkingDir":"/app","Entrypoint":["docker-entrypoint.sh"],
          "Healthcheck":{"Test":["CMD","wget","-q","http://localhost"],"Interval":1000000000},"Labels":{"com.example.note":"a note"},"OnBuild":["RUN x"],"StopSignal":"SIGTERM","Shell":["/bin/sh","-c"],"Volumes":{"/data":{}},"ExposedPorts":{"80/tcp":{}}},
        "NetworkSettings":{"SandboxID":"s","SandboxKey":"/var/run/docker/netns/1","Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"8080"}]},
          "Networks":{"shop-net":{"IPAMConfig":{"IPv4Address":"10.1.0.5"},"Links":["db:db"],"Aliases":["shop"],"DriverOpts":{"o":"v"},"NetworkID":"n1","EndpointID":"e1","Gateway":"10.1.0.1","IPAddress":"10.1.0.5","MacAddress":"02:42:0a:01:00:05","DNSNames":["shop"]}}}}
        """;

    public const string Image = """
        {"Id":"sha256:1111111111111111111111111111111111111111111111111111111111111111","RepoTags":["shop:1"],"RepoDigests":["shop@sha256:2222222222222222222222222222222222222222222222222222222222222222"],"Parent":"p","Comment":"a comment","Created":"2026-11-30T10:00:00Z",
        "DockerVersion":"28","Author":"Kim","ContainerConfig":{"Env":["A=b"],"Cmd":["/bin/sh","-c","#(nop) CMD x"],"Labels":{"l":"v"}},
        "Config":{"User":"app","Env":["PLAIN=value","DB_PASSWORD=§"],"Cmd":["serve"],"Entrypoint":["entry"],"WorkingDir":"/app","Labels":{"com.example.note":"a note"},"OnBuild":["RUN y"],"Shell":["/bin/sh"],"StopSignal":"SIGTERM","Healthcheck":{"Test":["CMD-SHELL","true"]},"Volumes":{"/data":{}}},
        "Architecture":"amd64","Variant":"v8","Os":"linux","OsVersion":"1","Size":1,"GraphDriver":{"Name":"overlay2","Data":{"LowerDir":"/l"}},"RootFS":{"Type":"layers","Layers":["sha256:33"]},"Metadata":{"LastTagTime":"2026-11-30T10:00:00Z"}}
        """;

    public const string History = """
        [{"Id":"sha256:1111111111111111111111111111111111111111111111111111111111111111","Created":1764000000,"CreatedBy":"CMD [\"serve\"]","Tags":["shop:1"],"Size":0,"Comment":"buildkit"},
         {"Id":"<missing>","Created":1764000000,"CreatedBy":"ENV DB_PASSWORD=§","Tags":null,"Size":0,"Comment":""},{"Id":"<missing>","Created":1764000000,"CreatedBy":"RUN make","Tags":null,"Size":9,"Comment":"c"}]
        """;

    public const string Volume = """
        {"CreatedAt":"2026-11-30T10:00:00Z","Driver":"local","Labels":{"com.example.note":"a note","db.password":"§"},"Mountpoint":"/var/lib/docker/volumes/share/_data","Name":"share","Options":{"type":"cifs","device":"//host/share","o":"username=kim,vers=3"},"Scope":"local","Status":{"s":"fine"}}
        """;

    public const string Network = """
        {"Name":"shop-net","Id":"5555555555555555555555555555555555555555555555555555555555555555","Created":"2026-11-30T10:00:00Z","Scope":"local","Driver":"bridge","EnableIPv6":false,"IPAM":{"Driver":"default","Options":{"o":"v"},"Config":[{"Subnet":"10.1.0.0/16","Gateway":"10.1.0.1","AuxiliaryAddresses":{"a":"10.1.0.9"}}]},
        "Internal":false,"Attachable":false,"Ingress":false,"ConfigFrom":{"Network":"n"},"ConfigOnly":false,"Containers":{"4bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a9abcd":{"Name":"shop","EndpointID":"e","MacAddress":"02:42:0a:01:00:05","IPv4Address":"10.1.0.5/16","IPv6Address":""}},
        "Options":{"com.docker.network.bridge.name":"br0"},"Labels":{"com.example.note":"a note","db.password":"§"},"Peers":[{"Name":"p","IP":"10.0.0.9"}]}
        """;

    public const string Listed = """
        [{"Id":"4bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a94bf0e1d0c8a9abcd","Names":["/shop"],"Image":"shop:1","ImageID":"sha256:1111111111111111111111111111111111111111111111111111111111111111","Command":"docker-entrypoint.sh serve","Created":1764000000,
        "Ports":[],"Labels":{"com.example.note":"a note","db.password":"§"},"State":"running","Status":"Up 3 minutes","HostConfig":{"NetworkMode":"shop-net"},"NetworkSettings":{"Networks":{"shop-net":{}}},"Mounts":[{"Type":"volume","Name":"data","Source":"/s","Destination":"/data","Driver":"local","Mode":"z","RW":true}]}]
        """;

    private static readonly JsonSerializerOptions _asItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everybody knows a thing by these, from lists and addresses: what stands there is nobody's secret, and without it nothing could be found.</summary>
    private static readonly string[] _identities = ["$.Name", "$.Image", "$.Config.Image", "$.RepoTags[0]", "$.RepoDigests[0]", "$[0].Names[0]", "$[0].Tags[0]", "$[0].Image", "$[0].ImageID"];

    /// <summary>Of each text in <paramref name="answer"/>, which is no part of an identity: where it stands, and the answer with another in its place.</summary>
    public static IEnumerable<(string Path, string Json)> With(string answer, string text)
    {
        var paths = Paths(JsonNode.Parse(answer)!).ToList();
        foreach (var path in paths.Where(p => !_identities.Contains(p) && !p.EndsWith(".Id", StringComparison.Ordinal)))
        {
            var copy = JsonNode.Parse(answer)!;
            var leaf = Find(copy, path);
            if (leaf.GetValue<string>().Contains('§', StringComparison.Ordinal))
            {
                continue;
            }

            leaf.ReplaceWith(text);
            yield return (path, copy.ToJsonString(_asItIs));
        }
    }

    private static IEnumerable<string> Paths(JsonNode node) => node switch
    {
        JsonObject many => many.Where(p => p.Value is not null).SelectMany(p => Paths(p.Value!)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Paths),
        _ when node.GetValueKind() == JsonValueKind.String => [node.GetPath()],
        _ => [],
    };

    private static JsonNode Find(JsonNode root, string path) => Leaves(root).First(l => l.GetPath() == path);

    private static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject many => many.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Leaves),
        _ => [node],
    };
}
