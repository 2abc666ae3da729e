using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Containers;

public sealed class ContainerCommandsTests : DashboardContext
{
    private readonly IRenderedComponent<IComponent> _layout;

    public ContainerCommandsTests() => _layout = RenderInLayout(_ => { });

    public static TheoryData<ContainersCommand, bool> Confirmations => new()
    {
        { new StartContainers { Containers = Names(1) }, false },
        { new StartContainers { Containers = Names(2) }, false },
        { new StopContainers { Containers = Names(1) }, false },
        { new StopContainers { Containers = Names(2) }, true },
        { new RestartContainers { Containers = Names(1) }, false },
        { new RestartContainers { Containers = Names(2) }, true },
        { new KillContainers { Containers = Names(1) }, true },
        { new RemoveContainers { Containers = Names(1) }, true },
    };

    [Theory]
    [MemberData(nameof(Confirmations))]
    public void NeedsConfirmation_Command_IfItDestroysOrStopsMany(ContainersCommand command, bool expected) =>
        Assert.Equal(expected, ContainerCommands.NeedsConfirmation(command));

    [Fact]
    public async Task RunAsync_NoConfirmationNeeded_RunsAndShowsTheCommand()
    {
        Assert.True(await RunAsync(new StopContainers { Containers = Names(1) }));

        Assert.Equal(["docker stop c1"], Engine.Commands.Lines);
        _layout.WaitForAssertion(() => Assert.Equal("docker stop c1", _layout.Find(".mud-snackbar").TextContent.Trim()));
    }

    [Fact]
    public async Task RunAsync_Confirmed_RunsWhatTheDialogShowed()
    {
        var running = RunAsync(new StopContainers { Containers = Names(2), Timeout = 5 });
        _layout.WaitForElement("[data-testid=confirm-ok]");

        Assert.Equal("Stop 2 containers?", _layout.Find(".mud-dialog-title").TextContent.Trim());
        Assert.Equal(["c1", "c2"], _layout.FindAll(".confirm-details li").Select(l => l.TextContent));
        Assert.Equal("docker stop --timeout 5 c1 c2", _layout.Find(".mud-dialog code").TextContent);
        Assert.Empty(Engine.Commands.Runs);
        await _layout.Find("[data-testid=confirm-ok]").ClickAsync(new());

        Assert.True(await running);
        Assert.Equal(["docker stop --timeout 5 c1 c2"], Engine.Commands.Lines);
    }

    [Fact]
    public async Task RunAsync_Cancelled_RunsAndTellsNothing()
    {
        var running = RunAsync(new RemoveContainers { Containers = Names(1) });
        _layout.WaitForElement("[data-testid=confirm-cancel]");

        await _layout.Find("[data-testid=confirm-cancel]").ClickAsync(new());

        Assert.False(await running);
        Assert.DoesNotContain(Engine.Commands.Runs, r => r.Command is RemoveContainers);
        Assert.Empty(_layout.FindAll(".mud-snackbar"));
    }

    [Fact]
    public async Task RunAsync_SomeFail_ShowsCountsAndTheEnginesWordsUntilDismissed()
    {
        var conflict = new EngineError(EngineErrorKind.Conflict, "cannot remove a running container: <b>stop</b> it first");
        Engine.Commands.Answers(run => new CommandResult(1, "c1\n", "Error response from daemon: …\n")
        {
            Targets = [new(Name(1), null), new(Name(2), conflict), new(Name(3), EngineError.NoSuchContainer(Name(3)))],
        });

        await RunAsync(new StartContainers { Containers = Names(3) });

        _layout.WaitForElement(".error-notice");
        Assert.Equal("1 done, 2 failed · docker start c1 c2 c3", _layout.Find(".error-notice-title").TextContent);
        Assert.Equal(
            "c2: cannot remove a running container: <b>stop</b> it first\nc3: No such container: c3", _layout.Find(".error-notice-message").TextContent);
    }

    [Fact]
    public async Task RunAsync_AllFail_ShowsTheFirstFiveAndHowManyMore()
    {
        Engine.Commands.Answers(run => new CommandResult(1, "", "")
        {
            Targets = [.. ((ContainersCommand)run.Command).Containers.Select(c => new TargetResult(c, new EngineError(EngineErrorKind.Failed, "no")))],
        });

        await RunAsync(new StartContainers { Containers = Names(8) });

        _layout.WaitForElement(".error-notice");
        Assert.StartsWith("Not done · docker start c1 c2", _layout.Find(".error-notice-title").TextContent);
        Assert.Equal(["c1: no", "c2: no", "c3: no", "c4: no", "c5: no", "and 3 more"], _layout.Find(".error-notice-message").TextContent.Split('\n'));
    }

    [Fact]
    public async Task RunAsync_NothingCouldBeDone_ShowsWhy()
    {
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.AuditUnavailable, "The audit log can't be written: disk full")));

        await RunAsync(new StartContainers { Containers = Names(1) });

        _layout.WaitForAssertion(() => Assert.Equal("The audit log can't be written: disk full", _layout.Find(".error-notice-message").TextContent));
    }

    private static ResourceName Name(int number) => ResourceName.Of($"c{number}");

    private static EquatableList<ResourceName> Names(int count) => EquatableList.From(Enumerable.Range(1, count).Select(Name));

    private Task<bool> RunAsync(ContainersCommand command) =>
        _layout.InvokeAsync(() => Services.GetRequiredService<ContainerCommands>().RunAsync(Actor, Engine.Local, command, Xunit.TestContext.Current.CancellationToken));
}
