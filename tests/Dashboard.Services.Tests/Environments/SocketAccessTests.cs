using System.Runtime.Versioning;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Tests.Environments;

public sealed class SocketAccessTests
{
    private const UnixFileMode ForGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static TheoryData<string, uint, string, UnixFileMode, bool, uint[], uint[], string> Refusals => new()
    {
        { "on a host, not in the group", 998, "docker", ForGroup, false, [1000], [], "Type: sudo usermod -aG docker kim   and log out and in again" },
        { "on a host, a member since this session began", 998, "docker", ForGroup, false, [1000], [998], "became a member after this session began. Log out and in again, or type: newgrp docker" },
        { "on a host, only the owner", 0, "root", ForOwner, false, [1000], [], "Start the dashboard as that user: sudo -u '#0' ./run.sh" },
        { "in a container without the group", 998, "998", ForGroup, true, [1000], [], "Type: echo \"DOCKER_GID=998\" >> .env && docker compose up -d   (with docker run: --group-add 998)" },
        { "in a container with another group", 998, "998", ForGroup, true, [1000, 997], [], "in the groups 997, 1000. Type: echo \"DOCKER_GID=998\" >> .env && docker compose up -d" },
        { "in a container, only the owner", 0, "root", ForOwner, true, [1000], [], "Add to the service in docker-compose.yml: user: \"0\"" },
        { "in a container, allowed by mode", 998, "998", ForGroup, true, [998, 1000], [], "security_opt: [label=disable]" },
        { "on a host, allowed by mode", 998, "docker", ForGroup, false, [998], [], "sudo ausearch -m avc -ts recent" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Explain_EachRefusal_NamesTheLineToType(
        string situation, uint group, string groupName, UnixFileMode mode, bool inContainer, uint[] groups, uint[] listed, string expected)
    {
        var access = new SocketAccess(0, group, groupName, mode, new ProcessIdentity(1000, "kim", groups, listed, inContainer));

        var words = access.Explain();

        Assert.True(words.Contains(expected, StringComparison.Ordinal), $"{situation}: {words}");
        Assert.StartsWith("It belongs to uid 0 and group ", words, StringComparison.Ordinal);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Read_AFileOfOurs_TellsItsModeAndThisProcess()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.SetUnixFileMode(path, ForGroup);

            var access = SocketOwnership.Read(path);

            Assert.NotNull(access);
            Assert.Equal(ForGroup, access.Mode);
            Assert.Equal(access.Owner, access.Process.UserId);
            Assert.Contains(access.Group, access.Process.Groups);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Read_NoFile_IsNull() => Assert.Null(SocketOwnership.Read("/nowhere/docker.sock"));

    [Theory]
    [InlineData("unix:///var/run/docker.sock", false, false, "sudo apt-get install docker.io")]
    [InlineData("unix:///var/run/docker.sock", false, true, "sudo systemctl start docker")]
    [InlineData("unix:///run/user/1000/podman/podman.sock", false, true, "systemctl --user start podman.socket")]
    [InlineData("unix:///var/run/docker.sock", true, false, "-v /var/run/docker.sock:/var/run/docker.sock")]
    public void ForMissing_AUnixSocket_GivesTheLine(string endpoint, bool inContainer, bool installed, string expected) =>
        Assert.Contains(expected, StartAdvice.ForMissing(EngineEndpoint.Parse(endpoint), inContainer, installed), StringComparison.Ordinal);

    [Theory]
    [InlineData("unix:///var/run/docker.sock", false, "Type: sudo systemctl start docker")]
    [InlineData("unix:///run/podman/podman.sock", false, "Type: sudo systemctl start podman.socket")]
    [InlineData("unix:///var/run/docker.sock", true, "docker compose up -d --force-recreate")]
    public void ForStopped_AUnixSocket_GivesTheLine(string endpoint, bool inContainer, string expected) =>
        Assert.Contains(expected, StartAdvice.ForStopped(EngineEndpoint.Parse(endpoint), inContainer), StringComparison.Ordinal);

    [Fact]
    public void ForMissingAndForStopped_Tcp_GiveNone()
    {
        var tcp = EngineEndpoint.Parse("tcp://127.0.0.1:2375");

        Assert.Equal("", StartAdvice.ForMissing(tcp, false, true));
        Assert.Equal("", StartAdvice.ForStopped(tcp, false));
    }
}
