using CsCheck;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Tests.Commands;

public sealed class SecretWordsTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("docker exec --env PASSWORD=hunter2 web env", "docker exec --env 'PASSWORD=********' web env")]
    [InlineData("docker exec --env 'PASSWORD=hunter2 and spaces=more' web env", "docker exec --env 'PASSWORD=********' web env")]
    [InlineData("docker exec --env MODE=fast web env", "docker exec --env MODE=fast web env")]
    [InlineData("docker exec --env PASSWORD web env", "docker exec --env PASSWORD web env")]
    [InlineData("docker exec web mysql --password=hunter2 -u root", "docker exec web mysql '--password=********' -u root")]
    [InlineData("docker exec web mysql --password hunter2 -u root", "docker exec web mysql --password '********' -u root")]
    [InlineData("docker exec web curl --api-key hunter2 x", "docker exec web curl --api-key '********' x")]
    [InlineData("docker exec web sh -c 'TOKEN=hunter2 ./run'", "docker exec web sh -c 'TOKEN=********'")]
    [InlineData("docker exec web sh -c './run --secret hunter2; TOKEN=hunter2 echo done'", "docker exec web sh -c './run --secret ********; TOKEN=******** echo done'")]
    [InlineData("docker exec web git clone https://kim:hunter2@git.example/x", "docker exec web git clone 'https://kim:********@git.example/x'")]
    [InlineData("docker exec web ls --color -l", "docker exec web ls --color -l")]
    [InlineData("docker stop --timeout 5 web", "docker stop --timeout 5 web")]
    public void PrintMasked_Line_LeavesTheSecretOut(string line, string expected) => Assert.Equal(expected, CommandLine.PrintMasked(CommandLine.Parse(line)));

    [Theory]
    [InlineData("--label", "com.example.api-key=hunter2")]
    [InlineData("--label", "db.password=hunter2")]
    [InlineData("--build-arg", "NPM_TOKEN=hunter2")]
    [InlineData("--env", "AWS_SECRET_ACCESS_KEY=hunter2")]
    [InlineData("--env", "DATABASE_URL=postgres://kim:hunter2@db/x")]
    [InlineData("--password", "hunter2")]
    [InlineData("--registry-token", "hunter2")]
    public void MaskValue_SecretOfAnyOption_IsLeftOut(string option, string value) => Assert.DoesNotContain(Secret, SecretWords.MaskValue(option, value));

    [Theory]
    [InlineData("--label", "com.docker.compose.project=shop")]
    [InlineData("--label", "com.docker.compose.config-hash=abc")]
    [InlineData("--env", "KEYBOARD=us")]
    [InlineData("--env", "AUTHOR=kim")]
    [InlineData("--name", "web")]
    [InlineData("--env", "URL=https://example.org/a:b@c")]
    public void MaskValue_Ordinary_StaysAsItIs(string option, string value) => Assert.Equal(value, SecretWords.MaskValue(option, value));

    [Fact]
    public void PrintMasked_AnySecretInTheEnvironment_IsNeverInTheLine() =>
        Gen.Select(Gen.String[0, 20], Gen.String[0, 20], Gen.Int[0, 4].Select(n => ((string[])["PASSWORD", "my_secret", "Api_Key", "DB_PASS", "x.token"])[n])).Sample((before, after, name) =>
        {
            var command = new ExecInContainer
            {
                Container = ResourceName.Of("web"),
                Env = [$"{name}={before}\u2603secret\u2603{after}"],
                Command = ["env"],
            };
            return !CommandLine.PrintMasked(command).Contains("\u2603secret\u2603", StringComparison.Ordinal)
                && CommandLine.Print(command).Contains("\u2603secret\u2603", StringComparison.Ordinal);
        });
}
