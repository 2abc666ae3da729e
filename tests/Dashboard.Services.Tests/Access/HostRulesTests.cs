using Dashboard.Services.Access.Policy;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Images.Builds;

namespace Dashboard.Services.Tests.Access;

/// <summary>Lines of which a field reaches out of the container by itself, and lines that look like them and do not.</summary>
public sealed class HostRulesTests
{
    private static readonly Version _newest = new(1, 54);

    public static TheoryData<string> Reaching =>
    [
        "--ulimit rtprio=99", "--ulimit rtprio=0:1", "--ulimit rtprio=-1", "--ulimit nice=40", "--ulimit nice=20:40", "--ulimit nofile=10 --ulimit rtprio=1",
        "--dns 127.0.0.1", "--dns 127.0.0.53", "--dns 0.0.0.0", "--dns ::1", "--dns ::", "--dns 169.254.169.254", "--dns fe80::1", "--dns 224.0.0.251", "--dns ::ffff:127.0.0.1", "--dns 8.8.8.8 --dns 127.0.0.1",
        "--tmpfs /x:bind", "--tmpfs /x:rw,shared", "--tmpfs /x:rshared", "--tmpfs /x:slave", "--tmpfs /x:remount", "--tmpfs /x:mpol=bind:0", "--tmpfs /x:rbind", "--tmpfs /x:huge=always",
        "--log-driver local --log-opt tag=x", "--log-driver json-file --log-opt syslog-address=tcp://127.0.0.1:1", "--log-opt gelf-address=udp://127.0.0.1:1", "--log-opt fluentd-address=127.0.0.1:1",
        "--log-opt splunk-url=http://127.0.0.1", "--log-opt awslogs-endpoint=http://127.0.0.1", "--log-opt syslog-tls-ca-cert=/etc/shadow", "--log-opt env-file=/etc/shadow", "--log-driver splunk --log-opt splunk-token=x --log-opt splunk-url=http://127.0.0.1",
        "--log-driver JSON-FILE", "--log-driver 'json-file '", "--log-driver loki", "--log-driver gcplogs --log-opt gcp-project=x",
    ];

    [Theory]
    [MemberData(nameof(Reaching))]
    public void Violations_OfAFieldThatReachesOut_AreSome(string options) => Assert.NotEmpty(Violations(options));

    [Theory]
    [InlineData("--ulimit nofile=1024 --ulimit memlock=-1 --ulimit core=0 --ulimit rtprio=0 --ulimit nproc=10:20")]
    [InlineData("--dns 10.0.0.2 --dns 1.1.1.1 --dns 2606:4700::1111 --dns 192.168.1.1 --dns-search example.org --dns-option ndots:2 --add-host a:127.0.0.1 --add-host b:host-gateway")]
    [InlineData("--tmpfs /x --tmpfs /y:rw,noexec,nosuid,size=64m,mode=1777,uid=1000,gid=1000 --tmpfs /z:ro,nr_inodes=10")]
    [InlineData("--log-driver json-file --log-opt max-size=1m --log-opt max-file=3 --log-opt tag=x --log-opt labels=a --log-opt env=A --log-opt mode=non-blocking --log-opt max-buffer-size=4m")]
    [InlineData("--log-driver local --log-opt max-size=1m --log-opt compress=false")]
    [InlineData("--log-driver none")]
    [InlineData("--log-opt max-size=1m")]
    public void Violations_OfWhatATeamNeeds_AreNone(string options) => Assert.Empty(Violations(options));

    [Theory]
    [InlineData("--ulimit rtprio=99")]
    [InlineData("--ulimit nice=40")]
    [InlineData("--cgroup-parent /")]
    [InlineData("--security-opt seccomp=unconfined")]
    public void Violations_OfABuild_AreThoseOfItsContainers(string options) =>
        Assert.NotEmpty(HostRules.Violations(BuildPolicy.HostOf((BuildImage)CommandLine.Parse($"build {options} -")), new PolicyOptions()));

    private static IEnumerable<string> Violations(string options) => HostRules.Violations(
        SpecBuilder.Build((CreateContainer)CommandLine.Parse($"create {options} busybox"), detached: false, _newest).HostConfig, new PolicyOptions());
}
