using System.Text.Json;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Containers;

/// <summary>Whatever somebody writes into a container comes back as they wrote it: typed line, command, engine, inspect, command, typed line.</summary>
public sealed class OddTextTests(EngineFixture fixture)
{
    private string Image => fixture.Engine.BusyboxImage;

    [Fact]
    public async Task Run_LabelsEnvironmentPathsAndArguments_RoundTrip()
    {
        var token = TestContext.Current.CancellationToken;
        var odd = OddText.All;
        var name = (EngineFixture.NewName("odd") + OddText.Name)[..120];
        string[] line =
        [
            "run", "-d", "--name", name,
            .. odd.SelectMany(o => (string[])["--label", $"odd.{o.Key}={o.Value}", "--env", $"ODD_{o.Key.ToUpperInvariant()}={o.Value}"]),
            "--label", $"<{OddText.Element}>=key", "--workdir", "/" + Path(odd["html"]), "--volume", "/" + Path(odd["emoji"]),
            "--entrypoint", "true", Image, "600", .. odd.Values,
        ];
        var command = (RunContainer)CommandLine.Parse(line);
        Assert.Equal(command, CommandLine.Parse(CommandLine.Print(command)[7..]));

        var result = await fixture.Services.RunAsync(CommandLine.Print(command), token);
        Assert.True(result.ExitCode == 0, result.Stderr);

        using var json = JsonDocument.Parse((await fixture.Engine.DockerAsync(token, "inspect", name)).Stdout);
        var config = json.RootElement[0].GetProperty("Config");
        var (labels, environment) = (config.GetProperty("Labels"), config.GetProperty("Env").EnumerateArray().Select(e => e.GetString()).ToList());
        Assert.All(odd, o => Assert.Equal(o.Value, labels.GetProperty($"odd.{o.Key}").GetString()));
        Assert.Equal("key", labels.GetProperty($"<{OddText.Element}>").GetString());
        Assert.All(odd, o => Assert.Contains($"ODD_{o.Key.ToUpperInvariant()}={o.Value}", environment));
        Assert.Equal(command.Command, config.GetProperty("Cmd").EnumerateArray().Select(c => c.GetString()!));

        var read = (await fixture.Services.Get<ICreationQueries>().ReadBackAsync(ServiceHost.Admin, fixture.Services.Local, ResourceName.Of(name), reveal: true, token)).Command;
        var again = (RunContainer)CommandLine.Parse(CommandLine.Print(read)[7..]);
        Assert.Equal(read, again);
        Assert.Equal(command.Lifecycle.Labels.Select(l => l.ToString()).Order(StringComparer.Ordinal), again.Lifecycle.Labels.Select(l => l.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(command.Process.Env.Select(e => e.Text).Order(StringComparer.Ordinal), again.Process.Env.Select(e => e.Text).Order(StringComparer.Ordinal));
        Assert.Equal((command.Process.WorkingDirectory, command.Storage.Volumes), (again.Process.WorkingDirectory, again.Storage.Volumes));
        Assert.Equal(command.Command, again.Command);

        var listed = fixture.Services.Get<IContainerQueries>().List(ServiceHost.Admin, fixture.Services.Local, all: true).Single(c => c.Name == name);
        Assert.All(odd, o => Assert.Equal(o.Value, listed.Labels[$"odd.{o.Key}"]));
        await fixture.Engine.DockerAsync(token, "rm", "-fv", name);
    }

    // A path may hold anything, but what -v and the kernel read as the end of one.
    private static string Path(string text) => text.Replace('/', '_').Replace(':', '_');
}
