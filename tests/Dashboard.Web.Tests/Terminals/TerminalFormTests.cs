using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Terminals;
using Dashboard.Web.Tests.Shared;

namespace Dashboard.Web.Tests.Terminals;

public sealed class TerminalFormTests : DashboardContext
{
    [Theory]
    [InlineData("bash -l", "root", "/srv", "A=b c\nX=", false, "docker exec --env 'A=b c' --env X= --interactive --tty --user root --workdir /srv web bash -l")]
    [InlineData("sh -c 'echo \"hi there\"'", " ", " ", "", true, "docker exec --interactive --privileged --tty web sh -c 'echo \"hi there\"'")]
    public void Build_Fields_BecomeDockerExec(string command, string user, string folder, string env, bool privileged, string line) =>
        Assert.Equal(line, CommandLine.Print(TerminalForm.Build("web", command, user, folder, env, privileged)));

    [Fact]
    public void Build_NothingTyped_FindsAShell() => Assert.Equal("/bin/sh", TerminalForm.Build("web", " ", "", "", "", false).Command[0]);

    [Theory]
    [InlineData("sh -c 'x", "", "unclosed single quote")]
    [InlineData("a | b", "", "|")]
    [InlineData("sh", "GOOD=1\nBAD", "\"BAD\" is not NAME=value")]
    [InlineData("sh", "=x", "\"=x\" is not NAME=value")]
    public void Form_FieldThatCannotBeRead_SaysWhyAndOpensNothing(string command, string env, string expected)
    {
        var form = RenderInLayout<TerminalForm>(("Container", "web"), ("OnOpen", default(Microsoft.AspNetCore.Components.EventCallback<(ExecInContainer, string)>)));
        form.Find("input[name=command]").Input(command);
        form.Find("textarea[name=env]").Input(env);

        Assert.Contains(expected, form.Find(".error").TextContent, StringComparison.Ordinal);
        Assert.True(form.Find("[data-testid=terminal-form-open]").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Form_Privileged_IsOfferedToThoseWhoManage(bool may) => Assert.Equal(
        may ? 1 : 0, Render<TerminalForm>(p => p.Add(f => f.Container, "web").Add(f => f.MayPrivileged, may)).FindAll("input[name=privileged]").Count);

    [Fact]
    public void Panel_Opened_ShowsTheLineAndKeepsTheChoiceWithoutVariables()
    {
        var panel = RenderInLayout<TerminalPanel>(("Environment", "local"), ("Container", "web"));
        Assert.False(panel.Find("terminal-view").HasAttribute("line"));
        panel.Find("[data-testid=terminal-new]").Click();
        panel.Find("input[name=user]").Input("root");
        panel.Find("textarea[name=env]").Input("TOKEN=secret");
        panel.Find("form").Submit();

        var view = panel.Find("terminal-view");
        Assert.StartsWith("docker exec --env TOKEN=secret --interactive --tty --user root web /bin/sh -c ", view.GetAttribute("line"), StringComparison.Ordinal);
        Assert.Equal("1", view.GetAttribute("fresh"));
        var kept = JSInterop.Invocations["localStorage.setItem"].Single().Arguments;
        Assert.Equal(("terminal:1:local/web", """{"Command":"","User":"root","WorkingDirectory":""}"""), ((string)kept[0]!, (string)kept[1]!));
    }

    [Theory]
    [InlineData("""{"Command":"bash","User":"root","WorkingDirectory":"/srv"}""", "docker exec --interactive --tty --user root --workdir /srv web bash")]
    [InlineData("""{"Command":"a | b","User":"","WorkingDirectory":""}""", null)]
    [InlineData("""{"Command":null}""", null)]
    [InlineData("nonsense", null)]
    public void Panel_ChosenBefore_OpensTheSame(string kept, string? line)
    {
        JSInterop.Setup<string?>("localStorage.getItem", "terminal:1:local/web").SetResult(kept);

        var panel = RenderInLayout<TerminalPanel>(("Environment", "local"), ("Container", "web"));

        Assert.Equal(line, panel.WaitForElement("terminal-view").GetAttribute("line"));
    }
}
