using Bunit;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Removal;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Containers.Removal;

public sealed class RemoveDialogTests : DashboardContext
{
    private readonly IRenderedComponent<IComponent> _layout;

    public RemoveDialogTests() => _layout = RenderInLayout(_ => { });

    [Theory]
    [InlineData("", 0)]
    [InlineData("C /etc\nA /etc/new.conf\n", 1)]
    [InlineData("C /etc\nA /etc/new.conf\nC /var\nC /var/log\nD /var/log/old\nC /root\n", 3)]
    [InlineData("A /a folder\nA /a folder/한 <i>\nA /a\n", 2)]
    public void Count_OfADiff_LeavesOutFoldersThatOnlyHoldWhatChanged(string diff, int expected) => Assert.Equal(expected, ChangedFiles.Count(diff));

    [Fact]
    public async Task Remove_BeforeTheCountIsIn_IsNotHeldUp()
    {
        var gate = new TaskCompletionSource();
        Engine.Commands.Answers(async (run, token) =>
        {
            await (run.Command is DiffContainer ? gate.Task.WaitAsync(token) : Task.CompletedTask);
            return new CommandResult(0, "", "");
        });
        var running = RemoveAsync();
        Assert.Contains("Looking for files", _layout.WaitForElement("[data-testid=remove-changes]").TextContent, StringComparison.Ordinal);

        _layout.Find("[data-testid=confirm-ok]").Click();

        Assert.True(await running);
        Assert.Equal(["docker diff web", "docker rm --force web"], Engine.Commands.Lines);
    }

    [Fact]
    public async Task Keep_Chosen_CommitsFirst()
    {
        Engine.Commands.Answers(run => new CommandResult(0, run.Command is DiffContainer ? "C /etc\nA /etc/a\nA /b\n" : "", ""));
        var running = RemoveAsync();
        _layout.WaitForElement("[data-testid=remove-keep]").Change(true);

        Assert.StartsWith("2 files were changed", _layout.Find("[data-testid=remove-changes] strong").TextContent, StringComparison.Ordinal);
        Assert.Equal(["docker commit web web:kept", "docker rm --force web"], _layout.FindAll(".mud-dialog code").Select(c => c.TextContent));
        _layout.Find("[data-testid=remove-image]").Input("shop/web:before");
        _layout.Find("[data-testid=confirm-ok]").Click();

        Assert.True(await running);
        Assert.Equal(["docker diff web", "docker commit web shop/web:before", "docker rm --force web"], Engine.Commands.Lines);
    }

    [Fact]
    public async Task Keep_CommitFails_RemovesNothing()
    {
        Engine.Commands.Answers(run => run.Command switch
        {
            DiffContainer => new CommandResult(0, "A /b\n", ""),
            CommitContainer => CommandResult.Failure(new EngineError(EngineErrorKind.Failed, "no space left on device")),
            _ => throw new InvalidOperationException($"{run} after a commit that failed"),
        });
        var running = RemoveAsync();
        _layout.WaitForElement("[data-testid=remove-keep]").Change(true);
        _layout.Find("[data-testid=confirm-ok]").Click();

        Assert.True(await running);
        _layout.WaitForAssertion(() => Assert.Equal("no space left on device", _layout.Find(".error-notice-message").TextContent));
    }

    [Theory]
    [InlineData(Right.View | Right.Remove, false, false)]
    [InlineData(Right.View | Right.Remove | Right.ReadFiles, true, false)]
    [InlineData(Right.View | Right.Remove | Right.ReadFiles | Right.Create, true, true)]
    public void Dialog_OffersOnlyWhatMayBe(Right rights, bool counts, bool commits)
    {
        SignIn(rights);
        Engine.Commands.Answers(_ => new CommandResult(0, "A /b\n", ""));

        _ = RemoveAsync();

        _layout.WaitForElement("[data-testid=confirm-ok]");
        _layout.WaitForAssertion(() => Assert.Equal(
            (counts, commits), (_layout.FindAll("[data-testid=remove-changes] strong").Count == 1, _layout.FindAll("[data-testid=remove-keep]").Count == 1)));
    }

    [Fact]
    public void Dialog_DiffRefused_SaysWhy()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Refused, "kim lacks the right to do this to web (ReadFiles).")));

        _ = RemoveAsync();

        _layout.WaitForAssertion(() => Assert.Contains("lacks the right", _layout.Find("[data-testid=remove-changes]").TextContent, StringComparison.Ordinal));
    }

    private Task<bool> RemoveAsync() => _layout.InvokeAsync(() => Services.GetRequiredService<ContainerCommands>().RunAsync(
        Actor, Engine.Local, new RemoveContainers { Containers = [ResourceName.Of("web")], Force = true }, Xunit.TestContext.Current.CancellationToken));
}
