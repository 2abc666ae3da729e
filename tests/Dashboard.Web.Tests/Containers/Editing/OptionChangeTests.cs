using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers.Creation;
using Dashboard.Web.Containers.Editing;

namespace Dashboard.Web.Tests.Containers.Editing;

public sealed class OptionChangeTests
{
    [Theory]
    [InlineData("docker run nginx", "docker run nginx", "")]
    [InlineData("docker run -m 1g nginx", "docker run -m 2g nginx", "--memory: 1g → 2g")]
    [InlineData("docker run -p 80:80 -p 81:81 nginx", "docker run -p 81:81 -p 82:82 nginx", "--publish: 80:80 → 82:82")]
    [InlineData("docker run -v a:/a -v b:/b nginx", "docker run -v b:/b -v a:/a nginx", "--volume: a:/a,b:/b → b:/b,a:/a")]
    [InlineData("docker run --init nginx", "docker run nginx", "--init: true → ")]
    [InlineData("docker run nginx a b", "docker run nginx:2", "IMAGE: nginx → nginx:2 | ARG: a b → ")]
    [InlineData("docker run -e KEPT_TOKEN nginx", "docker run -e KEPT_TOKEN=x nginx", "--env: KEPT_TOKEN=******** → KEPT_TOKEN=********")]
    [InlineData("docker run -e A=1 nginx", "docker run -e A=2 nginx", "--env: A=1 → A=2")]
    [InlineData("docker run nginx", "docker run nginx --password hunter2", "ARG:  → --password '********'")]
    [InlineData("docker run nginx", "docker run --log-opt splunk-token=x nginx", "--log-opt:  → splunk-token=********")]
    public void Between_TwoCommands_TellsOldAndNewAndNoSecret(string before, string after, string expected)
    {
        var own = (RunContainer)CommandLine.Parse(before);
        var draft = new RunDraft();
        draft.Load((RunContainer)CommandLine.Parse(after));

        var changes = OptionChange.Between(own, draft, ["KEPT_TOKEN"]);

        Assert.Equal(expected, string.Join(" | ", changes.Select(c => $"{c.Place}: {string.Join(',', c.Before)} → {string.Join(',', c.After)}")));
    }
}
