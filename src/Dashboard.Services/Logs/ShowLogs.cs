using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Logs;

/// <summary><c>docker logs</c>: a container's output, from the engine as it is and not from what is kept of it.</summary>
[Verb("logs", "Fetch the logs of a container", Aliases = ["container logs"])]
public sealed record ShowLogs : DockerCommand
{
    /// <summary>Attributes that the container's log options add to each line.</summary>
    [Option("--details", Help = "Show extra details provided to logs")]
    public bool Details { get; init; }

    /// <summary>Goes on until the container stops, or the user presses Ctrl-C.</summary>
    [Option("--follow", "-f", Help = "Follow log output")]
    public bool Follow { get; init; }

    /// <summary>From when on: RFC 3339, seconds since 1970, or a length of time before now.</summary>
    [Option("--since", Help = "Show logs since timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)")]
    public string? Since { get; init; }

    /// <summary>Lines from the end; anything that is no number is all of them.</summary>
    [Option("--tail", "-n", Help = "Number of lines to show from the end of the logs")]
    public string Tail { get; init; } = "all";

    /// <summary>The engine's time before each line.</summary>
    [Option("--timestamps", "-t", Help = "Show timestamps")]
    public bool Timestamps { get; init; }

    /// <summary>Up to when, as <see cref="Since"/>.</summary>
    [Option("--until", Help = "Show logs before a timestamp (e.g. \"2013-01-02T13:23:37Z\") or relative (e.g. \"42m\" for 42 minutes)")]
    public string? Until { get; init; }

    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Logs, CommandTarget.Container(Container))];

    internal override bool IsRead => true;

    internal override TimeSpan Patience => Timeout.InfiniteTimeSpan;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Targets[0].Container is not { } container)
        {
            return new CommandOutcome(context.Targets).ToResult(_ => "");
        }

        string query;
        try
        {
            query = Query(TimeProvider.System);
        }
        catch (FormatException e)
        {
            return CommandResult.Wrong(e.Message);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Connection.Lost);
        try
        {
            await using var body = await context.Connection.Http.OpenAsync($"/containers/{container.Id}/logs?{query}", stop.Token);
            using var stream = new MultiplexedStream(body, multiplexed: !container.HasTty);
            if (context.Terminal is { } terminal)
            {
                return await new TerminalOutput(terminal).ShowAsync(stream, stop.Token);
            }

            var output = new CapturedOutput();
            await output.ReadAsync(stream, record: null, stop.Token);
            return new CommandResult(0, output.Stdout, output.Stderr);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Unreachable, "The engine was lost."));
        }
    }

    private string Query(TimeProvider clock) => string.Join('&', ((string[])[
        "stdout=1", "stderr=1", $"tail={Uri.EscapeDataString(Tail)}", Moment("since", Since, clock), Moment("until", Until, clock),
        Follow ? "follow=1" : "", Timestamps ? "timestamps=1" : "", Details ? "details=1" : "",
    ]).Where(p => p.Length > 0));

    private static string Moment(string name, string? value, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        try
        {
            return $"{name}={LogTime.ToEngine(value, clock)}";
        }
        catch (FormatException e)
        {
            throw new FormatException($"invalid value for \"{name}\": {e.Message}", e);
        }
    }
}
