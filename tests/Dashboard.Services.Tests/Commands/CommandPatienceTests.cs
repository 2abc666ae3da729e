using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Testing;

namespace Dashboard.Services.Tests.Commands;

/// <summary>An engine that pings and does not answer: what only reads comes to an end.</summary>
public sealed class CommandPatienceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ReadThatIsNotAnswered_EndsWithAnError()
    {
        await using var engine = await ApiEngine.StartAsync(1, 1, 0, TimeProvider.System, Stop);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, Stop);

        var result = await services.Get<ICommandRunner>()
            .RunAsync(ServiceHost.Admin, services.Local, new Unanswered(), terminal: null, Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Equal((EngineErrorKind.Unreachable, "The engine did not answer within 0.2 s."), (result.Error!.Kind, result.Error.Message));
    }

    [Fact]
    public async Task RunAsync_CallerGoesBeforeThat_IsCancelled()
    {
        await using var engine = await ApiEngine.StartAsync(1, 1, 0, TimeProvider.System, Stop);
        await using var services = await ServiceHost.StartAsync(engine.DockerHost, Stop);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = services.Get<ICommandRunner>().RunAsync(ServiceHost.Admin, services.Local, new Unanswered { Time = TimeSpan.FromMinutes(5) }, terminal: null, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Stop));
    }

    [Verb("unanswered", "A read that never ends")]
    private sealed record Unanswered : DockerCommand
    {
        public TimeSpan Time { get; init; } = TimeSpan.FromMilliseconds(200);

        public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

        internal override bool IsRead => true;

        internal override TimeSpan Patience => Time;

        internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new CommandResult(0, "", "");
        }
    }
}
