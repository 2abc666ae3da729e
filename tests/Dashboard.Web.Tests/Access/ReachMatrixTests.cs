using System.Net.Http.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Web.Api;

namespace Dashboard.Web.Tests.Access;

/// <summary>
/// What reaches beyond somebody's scope without naming a thing out of it: labels of others, names of images that are everybody's, and hosts that
/// the engine is made to contact. Nothing of what is refused gets to the engine.
/// </summary>
public sealed class ReachMatrixTests(MatrixFixture fixture) : IClassFixture<MatrixFixture>
{
    private const string Project = "com.docker.compose.project";
    private const string Own = $"--label {Project}=shop";
    private const string Digest = "busybox@sha256:0123456789012345678901234567890123456789012345678901234567890123";

    /// <summary>By option that becomes labels: the line that forges one. An option that is not here fails.</summary>
    private static readonly Dictionary<string, string> _forging = new()
    {
        ["build --label"] = $"build --label {Project}=bank -",
        ["commit --change"] = $"commit --change 'LABEL {Project}=bank' mine",
        ["container recreate --label"] = $"container recreate --label {Project}=bank mine busybox",
        ["container recreate --mount"] = $"container recreate {Own} --mount type=volume,dst=/x,volume-label={Project}=bank mine busybox",
        ["create --label"] = $"create --label {Project}=bank busybox",
        ["create --mount"] = $"create {Own} --mount type=volume,dst=/x,volume-label={Project}=bank busybox",
        ["import --change"] = $"import --change 'LABEL {Project}=bank' -",
        ["network create --label"] = $"network create --label {Project}=bank n",
        ["run --label"] = $"run -d --label {Project}=bank busybox",
        ["run --mount"] = $"run -d {Own} --mount type=volume,dst=/x,volume-label={Project}=bank busybox",
        ["volume create --label"] = $"volume create --label {Project}=bank v",
    };

    public static TheoryData<string> Forging => [.. _forging.Values];

    /// <summary>What moves a name that the engine has, or gives one.</summary>
    public static TheoryData<string> Moving =>
    [
        "pull busybox", "pull busybox:latest", "pull -a fresh", "image pull busybox", "tag busybox fresh:1", "load", "import - fresh", "build -t fresh -", "build -", "commit mine fresh:1",
        $"create --pull always {Own} busybox", $"run -d --pull always {Own} busybox", $"container recreate --pull always {Own} mine busybox",
    ];

    /// <summary>Where only who manages sends the engine.</summary>
    public static TheoryData<string> Contacting =>
    [
        "search 127.0.0.1:5000/x", "search localhost/x", "search [::1]:5000/x", "search 169.254.169.254/latest", "search quay.example/x", "pull 127.0.0.1:5000/x", "pull localhost/x", "pull quay.example/x@sha256:0123456789012345678901234567890123456789012345678901234567890123",
        $"create {Own} 127.0.0.1:5000/x", $"run -d {Own} localhost:5000/x", $"create --pull always {Own} quay.example/x", $"container recreate {Own} mine 10.0.0.1/x", "volume create --opt type=nfs --opt o=addr=127.0.0.1 --opt device=:/ v", "volume create -d nfs v",
        $"create {Own} --log-driver syslog --log-opt syslog-address=tcp://127.0.0.1:1 busybox", $"create {Own} --log-driver gelf --log-opt gelf-address=udp://127.0.0.1:1 busybox", $"create {Own} --log-opt fluentd-address=127.0.0.1 busybox", $"create {Own} --dns 127.0.0.1 busybox",
        $"create {Own} --mount type=volume,dst=/x,volume-opt=type=nfs,volume-opt=o=addr=127.0.0.1 busybox",
    ];

    [Fact]
    public void Options_ThatBecomeLabels_AreInTheTable() => Assert.Equal(
        _forging.Keys.Order(StringComparer.Ordinal),
        CommandCatalogue.Default.Commands.SelectMany(c => c.OptionNames.Where(o => o is "--change" or "--mount" || o.Contains("label", StringComparison.Ordinal)).Select(o => $"{c.Verb.Path} {o}"))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Forging))]
    public Task Labels_OfAnotherStack_AreRefused(string line) => IsRefusedAsync("Developer", line);

    [Theory]
    [MemberData(nameof(Moving))]
    public Task Names_ThatAreEverybodys_AreNotMovedFromAScope(string line) => IsRefusedAsync("Developer", line);

    [Theory]
    [InlineData("pull fresh")]
    [InlineData("pull fresh:1")]
    [InlineData($"pull {Digest}")]
    [InlineData($"create {Own} fresh")]
    [InlineData($"run -d {Own} fresh:1")]
    [InlineData($"create --pull always {Own} fresh")]
    public async Task Names_ThatTheEngineLacks_ArePulledFromAScope(string line)
    {
        var answer = await RunAsync("Developer", line);

        Assert.DoesNotContain("may not", answer.Stderr, StringComparison.Ordinal);
        Assert.Contains("POST images create", fixture.Engine.Asked);
    }

    [Fact]
    public async Task Create_OfAnImageThatIsThere_ContactsNobody()
    {
        var answer = await RunAsync("Developer", $"create {Own} busybox");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Stderr));
        Assert.Equal(["POST create"], fixture.Engine.Asked);
    }

    [Theory]
    [InlineData("pull busybox")]
    [InlineData("pull -a busybox")]
    [InlineData("pull 127.0.0.1:5000/x")]
    [InlineData("search 127.0.0.1:5000/x")]
    public async Task WhoManages_IsNotBound(string line)
    {
        var answer = await RunAsync("Admin everywhere", line);

        Assert.DoesNotContain("may not", answer.Stderr, StringComparison.Ordinal);
        Assert.NotEmpty(fixture.Engine.Asked);
    }

    [Theory]
    [MemberData(nameof(Contacting))]
    public async Task Hosts_ThatAreNotForEverybody_AreContactedByNobodyElse(string line)
    {
        foreach (var who in (string[])["Viewer", "Operator", "Developer", "Admin", "Admin's token for logs", "Operator's token for all"])
        {
            await IsRefusedAsync(who, line);
        }
    }

    private async Task IsRefusedAsync(string who, string line)
    {
        var answer = await RunAsync(who, line);

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Matches("lacks the right|may not", answer.Stderr);
        Assert.Empty(fixture.Engine.Asked);
    }

    private async Task<CommandResponse> RunAsync(string who, string line)
    {
        fixture.Engine.Asked.Clear();
        using var response = await fixture.Client(who).PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest($"docker {line}"), Xunit.TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<CommandResponse>(Xunit.TestContext.Current.CancellationToken))!;
    }
}
