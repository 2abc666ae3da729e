namespace Dashboard.Engine.Tests.Containers;

/// <summary>
/// Lines that are given to the real docker CLI and to us. {n} is the container's name, {i} the image, {t} a running container,
/// {net} a network of the tests.
/// </summary>
internal static class CreationLines
{
    /// <summary>The lines by family.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Good = new Dictionary<string, string[]>
    {
        ["process"] =
        [
            "create --name {n} {i}", "create --name {n} {i} echo hi", "create --name {n} {i} sh -c 'echo \"a b\"; exit 3'", "create --name {n} -it {i}",
            "create --name {n} -i {i}", "create --name {n} -t {i}", "create --name {n} -a stdin {i}", "create --name {n} -a STDOUT -a stderr {i}",
            "create --name {n} -a stdout -i {i}", "create --name {n} --entrypoint /bin/echo {i} hi", "create --name {n} --entrypoint '' {i} sh",
            "create --name {n} -e A=1 -e B=2 {i}", "create --name {n} -e A= -e EQ_UNSET {i}", "create --name {n} -e 'A=x y=z \"q\"' {i}", "create --name {n} --env 한글=값 {i}",
            "create --name {n} -u 1000:1000 {i}", "create --name {n} --user nobody {i}", "create --name {n} -w /tmp {i}", "create --name {n} --group-add 5 --group-add audio {i}",
            "create --name {n} --init {i}", "create --name {n} --init=false {i}", "create --name {n} --stop-signal SIGQUIT --stop-timeout 3 {i}", "create --name {n} --stop-timeout 0 {i}",
            "create --name {n} --ulimit nofile=1024 --ulimit nproc=10:20 {i}", "create --name {n} --ulimit core=-1 {i}", "create --name {n} --ulimit memlock=5:-1 {i}",
            "create --name {n} -h web {i}", "create --name {n} --hostname web --domainname example.org {i}", "create --name {n} {i} --not-an-option -x",
            "create --name {n} -- {i} ls", "create --name={n} --tty=false -i=true {i}",
        ],
        ["limits"] =
        [
            "create --name {n} -m 64m {i}", "create --name {n} --memory 1g --memory-swap 2g {i}", "create --name {n} -m 64MiB --memory-swap -1 {i}", "create --name {n} -m 67108864 {i}",
            "create --name {n} -m 1.5g {i}", "create --name {n} -m 64m --memory-reservation 32m {i}", "create --name {n} --cpus 0.5 {i}", "create --name {n} --cpus 1.25 {i}", "create --name {n} --cpus 1/2 {i}",
            "create --name {n} -c 512 {i}", "create --name {n} --cpu-period 50000 --cpu-quota 25000 {i}", "create --name {n} --cpuset-cpus 0 {i}", "create --name {n} --cpuset-mems 0 {i}",
            "create --name {n} --pids-limit 50 {i}", "create --name {n} --pids-limit -1 {i}", "create --name {n} --pids-limit 0 {i}", "create --name {n} --blkio-weight 300 {i}",
            "create --name {n} --memory-swappiness 0 -m 64m {i}", "create --name {n} --memory-swappiness 60 {i}", "create --name {n} --oom-score-adj 500 {i}", "create --name {n} --oom-score-adj=-500 {i}",
            "create --name {n} --oom-kill-disable -m 64m {i}", "create --name {n} --shm-size 16m {i}", "create --name {n} --kernel-memory 50m {i}",
            "create --name {n} --device-read-bps /dev/null:1mb --device-write-bps /dev/null:1024 {i}", "create --name {n} --device-read-iops /dev/null:100 --device-write-iops /dev/null:5 {i}",
            "create --name {n} --blkio-weight-device /dev/null:200 {i}",
        ],
        ["network"] =
        [
            "create --name {n} -p 8080:80 {i}", "create --name {n} -p 80 {i}", "create --name {n} -p 127.0.0.1:8081:80 {i}", "create --name {n} -p 127.0.0.1::80 {i}", "create --name {n} -p 53:53/udp -p 53:53 {i}",
            "create --name {n} -p 8000-8002:80-82 {i}", "create --name {n} -p 8000-8010:80 {i}", "create --name {n} -p [::1]:8082:80 {i}", "create --name {n} -p 8083:80/TCP {i}", "create --name {n} -p 80:80 -p 81:80 {i}",
            "create --name {n} -p published=8084,target=80,protocol=udp {i}", "create --name {n} -p target=80 {i}", "create --name {n} -P --expose 80 --expose 90-92/udp {i}", "create --name {n} --expose 80/tcp {i}",
            "create --name {n} --network none {i}", "create --name {n} --network host {i}", "create --name {n} --network bridge {i}", "create --name {n} --net {net} {i}", "create --name {n} --network {net} --network-alias db --network-alias sql {i}",
            "create --name {n} --network name={net},alias=a,alias=b {i}", "create --name {n} --network {net} --ip 10.231.9.77 {i}", "create --name {n} --network name={net},ip=10.231.9.78 {i}", "create --name {n} --network container:{t} {i}",
            "create --name {n} --network {net} --link {t}:db {i}", "create --name {n} --link {t} {i}", "create --name {n} --link {t}:other {i}", "create --name {n} --network name={net},driver-opt=a=b {i}",
            "create --name {n} --dns 1.1.1.1 --dns 2606:4700::1111 {i}", "create --name {n} --dns-search example.org --dns-option ndots:2 {i}", "create --name {n} --add-host a:1.2.3.4 --add-host b=::1 {i}",
            "create --name {n} --add-host 'c=[::1]' --add-host gw:host-gateway {i}", "create --name {n} --link-local-ip 169.254.8.8 {i}", "create --name {n} --ip 172.30.100.104 {i}",
        ],
        ["storage"] =
        [
            "create --name {n} -v /data {i}", "create --name {n} -v eq-vol:/data {i}", "create --name {n} -v eq-vol:/data:ro {i}", "create --name {n} -v /tmp:/host {i}", "create --name {n} -v /tmp:/host:ro,rslave {i}",
            "create --name {n} -v /tmp:/a -v eq-vol:/b:nocopy -v /c {i}", "create --name {n} --mount type=volume,src=eq-vol,dst=/data {i}", "create --name {n} --mount source=eq-vol,target=/data,readonly {i}",
            "create --name {n} --mount type=volume,dst=/anon {i}", "create --name {n} --mount type=bind,src=/tmp,dst=/host,ro=true {i}", "create --name {n} --mount type=bind,source=/tmp,target=/host,bind-propagation=rslave {i}",
            "create --name {n} --mount type=bind,src=/tmp,dst=/host,bind-nonrecursive {i}", "create --name {n} --mount type=tmpfs,dst=/t {i}", "create --name {n} --mount type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770 {i}",
            "create --name {n} --mount type=volume,src=eq-vol2-{n},dst=/d,volume-label=a=b,volume-nocopy {i}", "create --name {n} --mount 'type=volume,src=eq-vol3-{n},dst=/d,\"volume-opt=o=size=1m,uid=5\",volume-opt=type=tmpfs,volume-opt=device=tmpfs' {i}",
            "create --name {n} --tmpfs /run --tmpfs /tmp:size=1m,mode=777 {i}", "create --name {n} --read-only {i}", "create --name {n} --volumes-from {t} {i}", "create --name {n} --volumes-from {t}:ro {i}",
            "create --name {n} --volume-driver local -v eq-vol:/d {i}",
        ],
        ["isolation"] =
        [
            "create --name {n} --privileged {i}", "create --name {n} --cap-add NET_ADMIN {i}", "create --name {n} --cap-add all {i}", "create --name {n} --cap-drop ALL --cap-add cap_chown --cap-add kill {i}",
            "create --name {n} --security-opt no-new-privileges {i}", "create --name {n} --security-opt seccomp=unconfined --security-opt no-new-privileges:true {i}", "create --name {n} --security-opt apparmor:unconfined {i}",
            "create --name {n} --security-opt systempaths=unconfined {i}", "create --name {n} --device /dev/null {i}", "create --name {n} --device /dev/null:/dev/x {i}", "create --name {n} --device /dev/null:r --device /dev/zero:/dev/z:rw {i}",
            "create --name {n} --device-cgroup-rule 'c 1:3 rwm' {i}", "create --name {n} --pid host {i}", "create --name {n} --pid container:{t} {i}", "create --name {n} --ipc host {i}", "create --name {n} --ipc private {i}",
            "create --name {n} --ipc shareable {i}", "create --name {n} --ipc none {i}", "create --name {n} --uts host {i}", "create --name {n} --userns host {i}", "create --name {n} --cgroupns host {i}", "create --name {n} --cgroupns private {i}",
            "create --name {n} --sysctl net.ipv4.ip_forward=1 {i}", "create --name {n} --sysctl kernel.msgmax=65536 --sysctl net.core.somaxconn=200 {i}", "create --name {n} --runtime runc {i}", "create --name {n} --cgroup-parent /eq {i}",
            "create --name {n} --gpus all {i}", "create --name {n} --gpus 2 {i}", "create --name {n} --gpus '\"device=0,1\",capabilities=compute' {i}", "create --name {n} --gpus driver=nvidia,count=1,options=a=b {i}",
        ],
        ["lifecycle"] =
        [
            "create --name {n} -l a=b -l c {i}", "create --name {n} --label 'a=b=c d' --label a=last {i}", "create --name {n} --label 이름=값 {i}", "create --name {n} --restart always {i}", "create --name {n} --restart unless-stopped {i}",
            "create --name {n} --restart on-failure {i}", "create --name {n} --restart on-failure:3 {i}", "create --name {n} --restart no {i}", "create --name {n} --restart '' {i}", "create --name {n} --rm {i}",
            "create --name {n} --log-driver none {i}", "create --name {n} --log-driver local --log-opt max-size=1m {i}", "create --name {n} --log-opt max-size=1m --log-opt max-file=2 {i}", "create --name {n} --pull never {i}", "create --name {n} --platform linux/amd64 {i}",
            "create --name {n} --health-cmd 'test -e /x' {i}", "create --name {n} --health-cmd true --health-interval 1m30s --health-timeout 500ms --health-retries 5 --health-start-period 2s {i}", "create --name {n} --health-interval 1.5h {i}",
            "create --name {n} --no-healthcheck {i}", "create --name {n} -q {i}",
            "container create --name {n} {i}", "run -d --name {n} {i} sleep 60", "run -d --name {n} --restart always {i} sleep 60", "container run -d --name {n} --init {i} sleep 60", "run --name {n} {i} true", "run --name {n} {i} sh -c 'exit 4'",
        ],
    };

    /// <summary>Lines that the CLI refuses, by itself or through the engine.</summary>
    public static readonly string[] Bad =
    [
        "create", "run", "create -e =x {i}", "create -l =x {i}", "create -l 'a b=x' {i}", "create -a foo {i}", "create --dns foo {i}", "create --dns 1.2.3 {i}", "create --ulimit foo {i}", "create --ulimit nofile=10:5 {i}",
        "create --ulimit nosuch=1 {i}", "create --ulimit nofile=x {i}", "create --ulimit nofile=1:2:3 {i}", "create --add-host foo {i}", "create --add-host foo:bar {i}", "create --link a:b:c {i}", "create --link '' {i}",
        "create --device-cgroup-rule foo {i}", "create --sysctl foo=bar {i}", "create --blkio-weight-device foo {i}", "create --blkio-weight-device foo:10 {i}", "create --blkio-weight-device /dev/null:9 {i}", "create --device-read-bps foo {i}",
        "create --device-read-bps /dev/null:xx {i}", "create --device-read-iops /dev/null:-1 {i}", "create --gpus foo {i}", "create --gpus count=x {i}", "create --gpus all,foo=1 {i}", "create --mount type=foo,target=/x {i}", "create --mount foo {i}",
        "create --mount type=bind {i}", "create --mount type=bind,src=/x,dst=/y,volume-nocopy {i}", "create --mount type=bind,foo=1,dst=/y {i}", "create --mount type=volume,dst=/y,bind-propagation=shared {i}", "create --mount type=tmpfs,dst=/t,tmpfs-size=x {i}",
        "create --mount type=tmpfs,dst=/t,tmpfs-mode=9 {i}", "create --mount type=bind,src=/nosuchpath,dst=/y {i}", "create --mount type=volume,dst=/q,ro=maybe {i}", "create --network name=a,foo=1 {i}", "create -m abc {i}", "create -m 5x {i}", "create -m -5 {i}", "create -m 1k {i}",
        "create --memory-swap abc {i}", "create --cpus abc {i}", "create --cpus 0.0000000001 {i}", "create --cpus 999 {i}", "create --health-interval 5 {i}", "create --health-interval x {i}", "create --blkio-weight x {i}", "create --blkio-weight 70000 {i}",
        "create --annotation a=b {i}", "create --health-start-interval 1s {i}", "create --storage-opt foo {i}", "create --restart foo {i}", "create --restart always:3 {i}", "create --restart on-failure:x {i}", "create --restart :3 {i}", "create -p foo {i}",
        "create -p 1:2:3:4 {i}", "create -p 70000:80 {i}", "create -p 8000:80/foo {i}", "create -p 1.2.3:80:80 {i}", "create -p 80-70:80 {i}", "create -p 8000-8003:80-82 {i}", "create -p target=80,foo {i}", "create --expose a:b {i}", "create --expose foo {i}",
        "create --mac-address foo {i}", "create --network none --mac-address 02:42:ac:11:00:09 {i}", "create --mac-address 02:42:ac:11:00:09 {i}", "run --network host --mac-address 02:42:ac:11:00:09 {i}", "create --pid foo {i}", "create --uts foo {i}", "create --userns foo {i}", "create --cgroupns foo {i}", "create --security-opt foo {i}", "create --device a:b:c:d {i}", "create --device foo {i}",
        "create --device /a:/b:x {i}", "create --memory-swappiness 101 {i}", "create --no-healthcheck --health-cmd x {i}", "create --health-retries -1 {i}", "create --rm --restart always {i}", "create --log-driver none --log-opt a=b {i}",
        "create -v '' {i}", "create -v a:b:c:d {i}", "create -v :/x {i}", "create --pull foo {i}", "create --pull never nosuch:img", "create --name /../x {i}", "create --network {net} --network bridge {i}", "create --network {net} --network {net} {i}",
        "create --network-alias a {i}", "create --network none --network-alias a {i}", "create --network nosuchnet {i}", "create --volumes-from nosuch {i}", "create --network container:nosuch {i}", "create --shm-size x {i}", "create --stop-timeout x {i}", "create --oom-score-adj 5000 {i}",
        "create --name {t} {i}", "create --foo {i}", "create -X {i}", "create -p", "create --memory", "run --name {t} {i}", "run -d -a stdin {i}", "run -it {i}", "run -p foo {i}", "run -d --rm {i} /no/such/program", "run --rm {i} /no/such/program", "run --rm {i} /tmp",
        "run -d --rm --network nosuchnet {i}", "update {t}", "update --cpus x {t}", "update --restart foo {t}", "update --restart on-failure:x {t}", "update -m 1k {t}", "update --cpus 1 nosuch", "update", "update --foo {t}",
    ];

    /// <summary>Lines that change a running container, {n}.</summary>
    public static readonly string[] Updates =
    [
        "update --cpus 0.5 {n}", "update -m 128m --memory-swap 256m {n}", "update --memory 128m --memory-swap -1 {n}", "update --pids-limit 77 {n}", "update --pids-limit -1 {n}", "update -c 700 {n}", "update --cpu-period 40000 --cpu-quota 20000 {n}",
        "update --cpuset-cpus 0 --cpuset-mems 0 {n}", "update --restart unless-stopped {n}", "update --restart on-failure:2 {n}", "update --memory-reservation 16m {n}", "container update --cpus=1 {n}", "update --cpus 0.5 {n} nosuch",
    ];
}
