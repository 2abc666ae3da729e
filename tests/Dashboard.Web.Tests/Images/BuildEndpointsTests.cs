using System.Formats.Tar;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Dashboard.Services;
using Dashboard.Services.Commands;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Dashboard.Services.Storage;
using Dashboard.Web.Api;
using Dashboard.Web.Images.Builds;
using Dashboard.Web.Tests.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Images;

public sealed class BuildEndpointsTests
{
    private const string Build = "/api/v1/environments/local/images/build";
    private const string Contexts = "/api/v1/environments/local/build-contexts";

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Build_OfAnArchive_IsAnsweredAndStandsInTheHistoryWithStepsAndResult()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var archive = Tar(("Dockerfile", "FROM a:1\nRUN make\n"));
        byte[]? sent = null;
        dashboard.Engine.Commands.Answers(async (run, token) =>
        {
            sent = await ReadAsync(run.Files.Input!, token);
            foreach (var piece in (string[])["Step 1/2 : FROM a:1\n", " ---> 0123456789ab\n", "Step 2/2 : RUN make\n", "made ", "it\n", "Successfully built ba9876543210\n"])
            {
                run.Progress!.Report(new LayerProgress("", piece, 0, 0) { IsPiece = true });
            }

            return new CommandResult(0, "Successfully built ba9876543210\n", "");
        });

        using var response = await SendAsync(dashboard, "docker build -t shop:1 --build-arg TOKEN=s3cret -", archive);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new CommandResponse(0, "Successfully built ba9876543210\n", ""), await response.Content.ReadFromJsonAsync<CommandResponse>(Stop));
        Assert.Equal(archive, sent);
        var run = Assert.Single(History(dashboard));
        var steps = await Builds(dashboard).StepsAsync(run, Stop);
        Assert.Equal(
            ("kim", "stdin", "docker build --build-arg 'TOKEN=********' --tag shop:1 -", JobState.Succeeded, "ba9876543210"),
            (run.Record.UserName, run.Record.Context, run.Record.Line, run.Record.State, run.Record.ImageId));
        Assert.Equal(["1/2 FROM a:1: ", "2/2 RUN make: made it|Successfully built ba9876543210"], steps.Select(s => $"{s.Number}/{s.Total} {s.Instruction}: {string.Join('|', s.Lines)}"));
        Assert.NotNull(run.Record.Ended);
    }

    [Fact]
    public async Task Build_ThatTheEngineFailsAt_IsToldInItsWordsAndStandsInTheHistory()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        const string words = "Cannot locate specified Dockerfile: Dockerfile";
        dashboard.Engine.Commands.Answers(_ => new CommandResult(1, "", words + "\n") { Error = new EngineError(EngineErrorKind.Failed, words) });

        using var response = await SendAsync(dashboard, "docker build -", Tar(("a.txt", "1")));

        Assert.Equal((HttpStatusCode.BadGateway, words), (response.StatusCode, await DetailAsync(response)));
        Assert.Equal((JobState.Failed, words), (Assert.Single(History(dashboard)).Record.State, History(dashboard)[0].Record.Error));
    }

    [Fact]
    public async Task Build_Stopped_IsToldSo()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var begun = new TaskCompletionSource();
        dashboard.Engine.Commands.Answers(async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new CommandResult(0, "", "");
        });
        var sending = SendAsync(dashboard, "docker build -", Tar(("Dockerfile", "FROM a")));
        await begun.Task.WaitAsync(Stop);

        Assert.Single(History(dashboard)).Cancel();
        using var response = await sending;

        Assert.Equal((HttpStatusCode.Conflict, "It was stopped."), (response.StatusCode, await DetailAsync(response)));
        Assert.Equal(JobState.Cancelled, Assert.Single(History(dashboard)).Record.State);
    }

    [Theory]
    [InlineData("docker build .", "Only docker build with - for its context takes a body.")]
    [InlineData("docker build https://example.org/a.git", "Only docker build with - for its context takes a body.")]
    [InlineData("docker ps", "Only docker build with - for its context takes a body.")]
    [InlineData("docker build --nosuch -", "unknown flag: --nosuch")]
    [InlineData("docker build 'a", "unclosed")]
    public async Task Build_LineThatTakesNoBody_IsRefusedWithoutAJob(string line, string words)
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await SendAsync(dashboard, line, Tar(("Dockerfile", "FROM a")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await DetailAsync(response), StringComparison.Ordinal);
        Assert.Empty(dashboard.Engine.Commands.Runs);
        Assert.Empty(History(dashboard));
    }

    [Fact]
    public async Task Command_BuildOfARepository_StandsInTheHistoryAndALineThatBuildsNothingDoesNot()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Engine.Commands.Answers(_ => new CommandResult(0, "Successfully built ba9876543210\n", ""));

        using var built = await dashboard.Client.PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest("docker build -t shop https://example.org/shop.git"), Stop);
        using var wrong = await dashboard.Client.PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest("docker build ."), Stop);
        using var nothing = await dashboard.Client.PostAsJsonAsync("/api/v1/environments/local/commands", new CommandRequest("docker build -"), Stop);

        Assert.Equal(0, (await built.Content.ReadFromJsonAsync<CommandResponse>(Stop))!.ExitCode);
        Assert.Equal(["docker build --tag shop https://example.org/shop.git"], History(dashboard).Select(r => r.Record.Line));
    }

    [Fact]
    public async Task Stage_Archive_IsKept()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        var id = Guid.NewGuid();

        using var response = await dashboard.Client.PutAsync(new Uri($"{Contexts}/{id}?name=shop", UriKind.Relative), new ByteArrayContent(Tar(("Dockerfile", "FROM a"), ("b", "22"))), Stop);

        var staged = (await response.Content.ReadFromJsonAsync<StagedMessage>(Stop))!;
        Assert.Equal((HttpStatusCode.OK, 2), (response.StatusCode, staged.Files));
        Assert.Equal("shop", dashboard.Services.GetRequiredService<IBuildContexts>().Find(dashboard.Kim, id)!.Name);
    }

    [Theory]
    [InlineData("no archive at all", "no whole tar archive")]
    [InlineData("BZh9 packed with something else", "packed with bzip2")]
    [InlineData("", "no file in the archive")]
    public async Task Stage_Broken_IsRefusedAndNothingOfItIsKept(string body, string words)
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await dashboard.Client.PutAsync(new Uri($"{Contexts}/{Guid.NewGuid()}", UriKind.Relative), new ByteArrayContent(Encoding.ASCII.GetBytes(body)), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, await DetailAsync(response), StringComparison.Ordinal);
        Assert.Empty(Kept(dashboard));
    }

    [Fact]
    public async Task Stage_LargerThanContextsMayBe_IsRefusedWithTheSettingThatAllowsMore()
    {
        await using var dashboard = await FakedDashboard.StartAsync();
        dashboard.Services.GetRequiredService<IOptions<DashboardOptions>>().Value.Builds.ContextMegabytes = 1;

        using var response = await dashboard.Client.PutAsync(new Uri($"{Contexts}/{Guid.NewGuid()}", UriKind.Relative), new ByteArrayContent(Tar(("big", new string('x', 1024 * 1024)))), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            "The context is larger than 1 MB. Leave out what the build does not need with .dockerignore, or raise Dashboard:Builds:ContextMegabytes.", await DetailAsync(response));
        Assert.Empty(Kept(dashboard));
    }

    [Fact]
    public async Task Select_Paths_AreAnsweredByTheirPlaces()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await dashboard.Client.PostAsJsonAsync(
            $"{Contexts}/selection", new ContextSelection("*.md\nnode_modules\n!keep.md\n", ["a.md", "keep.md", "Dockerfile", "node_modules/m.js", "src/b.md"]), Stop);
        using var nothing = await dashboard.Client.PostAsJsonAsync($"{Contexts}/selection", new ContextSelection(null, null), Stop);

        Assert.Equal("[0,3]", await response.Content.ReadAsStringAsync(Stop));
        Assert.Equal("[]", await nothing.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Select_PatternThatIsNone_IsRefusedNamingIt()
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await dashboard.Client.PostAsJsonAsync($"{Contexts}/selection", new ContextSelection("[a", ["a"]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("[a", await DetailAsync(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/environments/nosuch/images/build?line=docker+build+-")]
    [InlineData("/api/v1/environments/nosuch/build-contexts/7d1c86ee-9a52-4c9f-a5b5-7d0b8e4a4b5f")]
    public async Task Put_ToAnEngineThatIsNone_IsNotFound(string path)
    {
        await using var dashboard = await FakedDashboard.StartAsync();

        using var response = await dashboard.Client.PutAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(Tar(("Dockerfile", "FROM a"))), Stop);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(dashboard.Engine.Commands.Runs);
    }

    private static Task<HttpResponseMessage> SendAsync(FakedDashboard dashboard, string line, byte[] body) =>
        dashboard.Client.PutAsync(new Uri($"{Build}?line={Uri.EscapeDataString(line)}", UriKind.Relative), new ByteArrayContent(body), Stop);

    private static async Task<string> DetailAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<ProblemDetails>(Stop))!.Detail!;

    private static IBuilds Builds(FakedDashboard dashboard) => dashboard.Services.GetRequiredService<IBuilds>();

    private static IReadOnlyList<BuildRun> History(FakedDashboard dashboard) => Builds(dashboard).SeenBy(dashboard.Kim, dashboard.Engine.Local);

    private static byte[] Tar(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static IEnumerable<string> Kept(FakedDashboard dashboard) =>
        Directory.Exists(Folder(dashboard)) ? Directory.EnumerateFileSystemEntries(Folder(dashboard)) : [];

    private static string Folder(FakedDashboard dashboard) => dashboard.Services.GetRequiredService<DataDirectory>().ContextDirectory;
}
