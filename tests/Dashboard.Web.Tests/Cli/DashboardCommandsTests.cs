using Dashboard.Services.Access;
using Dashboard.Testing;
using Dashboard.Web.Cli;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Cli;

/// <summary>The program's own command line, in this process. Its settings are environment variables, so nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(DashboardCommandsTests), DisableParallelization = true)]
[Collection(nameof(DashboardCommandsTests))]
public sealed class DashboardCommandsTests : IDisposable
{
    private readonly string _data = TestRun.NewDirectory("commands");
    private readonly string _passwordFile;

    public DashboardCommandsTests()
    {
        _passwordFile = Path.Combine(_data, "password");
        File.WriteAllText(_passwordFile, "drowsy lantern over quarry\n");
        Environment.SetEnvironmentVariable("Dashboard__DataDirectory", _data);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("Dashboard__DataDirectory", null);
        Environment.SetEnvironmentVariable("Dashboard__Sessions__IdleMinutes", null);
        Environment.SetEnvironmentVariable("Dashboard__Proxy__KnownNetworks__0", null);
        Environment.SetEnvironmentVariable("Dashboard__Https__CertificateFile", null);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task TokenCreate_KnownUser_PrintsTheTokenAlone()
    {
        Assert.Equal(0, (await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile)).ExitCode);

        var (exitCode, output, error) = await RunAsync("token", "create", "--user", "kim", "--name", "ci", "--expires", "12h");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^dsh_[A-Za-z0-9_-]{43}\r?\n$", output);
        Assert.Equal("The audit log is intact: 4 rows.", (await RunAsync("audit", "verify")).Output.Trim());
    }

    [Theory]
    [InlineData("nobody", "90d", "--user nobody: there is no such user.")]
    [InlineData("kim", "soon", "--expires soon: ")]
    [InlineData("kim", "0d", "--expires 0d: ")]
    [InlineData("kim", "99999d", "--expires 99999d: ")]
    public async Task TokenCreate_Wrong_SaysWhatInOneLine(string user, string expires, string expected)
    {
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);

        var (exitCode, output, error) = await RunAsync("token", "create", "--user", user, "--name", "ci", "--expires", expires);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(expected, Assert.Single(error.TrimEnd().Split('\n')));
    }

    [Fact]
    public async Task AdminCreate_NameTaken_Fails()
    {
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);

        var (exitCode, _, error) = await RunAsync("admin", "create", "--name", "KIM", "--password-file", _passwordFile);

        Assert.Equal(1, exitCode);
        Assert.Contains("already taken", error);
    }

    [Fact]
    public async Task AdminResetPassword_Known_ChangesItAndEndsSessions()
    {
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);
        var next = Path.Combine(_data, "next");
        File.WriteAllText(next, "velvet harbour under glass\n");
        await using (var services = DashboardHost.CreateServices())
        {
            await using var scope = services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<SignIn>()
                .WithPasswordAsync("kim", "drowsy lantern over quarry", new Visitor("192.0.2.7", "test"), TestContext.Current.CancellationToken);
            Assert.NotNull(outcome.Secret);

            Assert.Equal(0, (await RunAsync("admin", "reset-password", "--name", "kim", "--password-file", next)).ExitCode);

            Assert.Null(await services.GetRequiredService<SessionStore>().FindAsync(outcome.Secret, TestContext.Current.CancellationToken));
        }

        await using var after = DashboardHost.CreateServices();
        await using var later = after.CreateAsyncScope();
        Assert.NotNull((await later.ServiceProvider.GetRequiredService<SignIn>()
            .WithPasswordAsync("kim", "velvet harbour under glass", new Visitor("192.0.2.7", "test"), TestContext.Current.CancellationToken)).Secret);
    }

    [Theory]
    [InlineData("nobody", "velvet harbour under glass", "--name nobody: there is no such user.")]
    [InlineData("kim", "short", "Passwords must be at least 12 characters.")]
    public async Task AdminResetPassword_Wrong_SaysWhyAndChangesNothing(string name, string password, string expected)
    {
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);
        var next = Path.Combine(_data, "next");
        File.WriteAllText(next, password);

        var (exitCode, output, error) = await RunAsync("admin", "reset-password", "--name", name, "--password-file", next);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(expected, error.Trim());
        Assert.Equal("The audit log is intact: 4 rows.", (await RunAsync("audit", "verify")).Output.Trim());
    }

    [Fact]
    public async Task AdminList_Two_ByName()
    {
        await RunAsync("admin", "create", "--name", "lee", "--password-file", _passwordFile);
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);

        var (exitCode, output, _) = await RunAsync("admin", "list");

        Assert.Equal((0, "kim\nlee"), (exitCode, output.Trim().ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Serve_SettingsWrong_NamesAllAtOnce()
    {
        Environment.SetEnvironmentVariable("Dashboard__Sessions__IdleMinutes", "soon");
        Environment.SetEnvironmentVariable("Dashboard__Proxy__KnownNetworks__0", "nginx");

        var (exitCode, _, error) = await RunAsync("serve");

        Assert.Equal(1, exitCode);
        Assert.Equal(["Dashboard:Proxy:KnownNetworks:0", "Dashboard:Sessions:IdleMinutes"],
            error.TrimEnd().Split('\n').Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public async Task Serve_ListeningWrong_NamesAllAtOnceAndMakesNoData()
    {
        Environment.SetEnvironmentVariable("Dashboard__Https__CertificateFile", Path.Combine(_data, "none.pem"));

        var (exitCode, _, error) = await RunAsync(
            "serve", "--urls", "http://0.0.0.0:0;https://127.0.0.1:0;http://192.0.2.7:80", "--Kestrel:Certificates:Default:Path", "/c.pfx");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["Kestrel:Certificates:Default", "http://0.0.0.0:0", "http://192.0.2.7:80", "Dashboard:Https:CertificateFile"],
            error.TrimEnd().Split('\n').Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.False(File.Exists(Path.Combine(_data, "dashboard.db")));
    }

    [Theory]
    [InlineData("http_ports", "8080", "http://*:8080: ")]
    [InlineData("Kestrel:Endpoints:A:Url", "http://0.0.0.0:8080", "http://0.0.0.0:8080: ")]
    [InlineData("urls", "0.0.0.0", "0.0.0.0: is not an address to listen on")]
    public async Task Serve_OpenByWhateverSetting_IsRefused(string key, string value, string expected)
    {
        var (exitCode, _, error) = await RunAsync("serve", $"--{key}", value);

        Assert.Equal(1, exitCode);
        Assert.StartsWith(expected, error);
    }

    [Fact]
    public async Task AnyCommand_CorruptDatabase_Is1AndLeavesTheFile()
    {
        var file = Path.Combine(_data, "dashboard.db");
        var bytes = Enumerable.Range(0, 9000).Select(n => (byte)(n * 31)).ToArray();
        File.WriteAllBytes(file, bytes);

        foreach (var args in (string[][])[[], ["admin", "create", "--name", "kim", "--password-file", _passwordFile], ["token", "create", "--user", "kim", "--name", "x"]])
        {
            var (exitCode, _, error) = await RunAsync(args);

            Assert.Equal(1, exitCode);
            Assert.Contains(file, Assert.Single(error.TrimEnd().Split('\n')));
            Assert.Equal(bytes, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public async Task AuditVerify_Tampered_Is1()
    {
        await RunAsync("admin", "create", "--name", "kim", "--password-file", _passwordFile);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "dashboard.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER AuditKeepsRows; DELETE FROM Audit WHERE Number = 2";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var (exitCode, output, _) = await RunAsync("audit", "verify");

        Assert.Equal((1, "The audit log was tampered with: row 2 is missing."), (exitCode, output.Trim()));
    }

    [Fact]
    public async Task Run_UnknownCommand_SaysSo()
    {
        var (exitCode, _, error) = await RunAsync("admn", "create");

        Assert.Equal((1, "There is no command \"admn\"; --help lists them."), (exitCode, error.Trim()));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exitCode = await DashboardCommands.RunAsync(args, Program.ServeAsync, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
