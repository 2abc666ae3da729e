using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Terminals;

/// <inheritdoc cref="ITerminals"/>
internal sealed partial class TerminalSessions(
    ICommandRunner runner,
    RecordingKeeper recordings,
    IScopedResolver resolver,
    IRightsSource rights,
    IAuditLog audit,
    IOptionsMonitor<DashboardOptions> options,
    TimeProvider time,
    ILogger<TerminalSessions> logger) : BackgroundService, ITerminals
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TerminalSession> _sessions = new();
    private readonly Lock _opening = new();

    public event Action<string>? Changed;

    public TerminalSession Open(Actor actor, DockerEnvironment environment, DockerCommand command, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var session = Make(actor, environment, command, TerminalLimits.Clamp(columns, rows));
        session.Start(async (terminal, stop) =>
        {
            // The caller looks at it before anything is printed.
            await Task.Yield();
            if (command is ExecInContainer { Tty: false })
            {
                // Nothing turns line ends into those of a terminal there.
                await terminal.WriteOutputAsync("\e[20h"u8.ToArray(), stop);
            }

            try
            {
                var result = await runner.RunAsync(actor, environment, command, terminal, stop);
                session.Print(result);
                return session.Judge(result);
            }
            finally
            {
                Changed?.Invoke(actor.UserId);
            }
        });
        Changed?.Invoke(actor.UserId);
        return session;
    }

    public TerminalSession Find(Actor actor, string id)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return id is not null && _sessions.TryGetValue(id, out var session) && IsFor(actor, session)
            ? session
            : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, "No such terminal: it has ended, or its time was over."));
    }

    public IReadOnlyList<TerminalSession> Of(Actor actor) => [.. _sessions.Values.Where(s => IsFor(actor, s)).OrderBy(s => s.Started)];

    public IReadOnlyList<TerminalSession> SharedWith(Actor actor) => [.. _sessions.Values.Where(s => MayJoin(actor, s)).OrderBy(s => s.Started)];

    public async Task<TerminalVisit> JoinAsync(Actor actor, string id, int columns, int rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (id is null || !_sessions.TryGetValue(id, out var session) || !MayJoin(actor, session))
        {
            var own = Find(actor, id!);
            return new TerminalVisit(own, own.Attach(columns, rows), watch: null);
        }

        await TellAsync(actor, session, $"terminal join ({session.Owner.UserName}: {CommandLine.PrintMasked(session.Command)})", cancellationToken);
        var viewer = session.Attach(actor);
        return new TerminalVisit(session, viewer, new RightWatch(rights, () => MayJoin(actor, session), CancellationToken.None));
    }

    public async Task ShareAsync(Actor actor, TerminalSession session, TerminalSharing sharing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        Find(actor, session.Id);
        if (session.Container is null)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, "Only a session in a container can be shared."));
        }

        var what = sharing switch { TerminalSharing.Watch => "others may watch", TerminalSharing.Type => "others may type", _ => "nobody" };
        await TellAsync(actor, session, $"terminal share: {what} ({CommandLine.PrintMasked(session.Command)})", cancellationToken);
        session.Share(sharing);
    }

    public async Task EndAsync(TerminalSession session, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions.TryRemove(session.Id, out _);
        await session.EndAsync(reason, cancellationToken);
        Changed?.Invoke(session.Owner.UserId);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_sessions.Values.Select(s => s.EndAsync("the dashboard was stopped", cancellationToken)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            Sweep();
        }
    }

    private void Sweep()
    {
        foreach (var session in _sessions.Values)
        {
            if (Overdue(session) is { } reason && _sessions.TryRemove(session.Id, out _))
            {
                LogEnds(session.Id[..8], session.Owner.UserName, reason);
                _ = EndAsync(session, reason, CancellationToken.None);
            }
        }
    }

    private string? Overdue(TerminalSession session)
    {
        var (now, limits) = (time.GetUtcNow(), options.CurrentValue.Terminals);
        return session.Viewers == 0 && now - session.LastSeen >= TimeSpan.FromSeconds(limits.GraceSeconds) ? "nobody came back to it"
            : session.HasEnded ? null
            : limits.IdleMinutes > 0 && now - session.LastInput >= TimeSpan.FromMinutes(limits.IdleMinutes)
                ? string.Create(CultureInfo.InvariantCulture, $"nothing was typed for {limits.IdleMinutes} minutes")
            : limits.MaximumMinutes > 0 && now - session.Started >= TimeSpan.FromMinutes(limits.MaximumMinutes)
                ? string.Create(CultureInfo.InvariantCulture, $"it was open for {limits.MaximumMinutes} minutes, the longest allowed")
            : null;
    }

    private TerminalSession Make(Actor actor, DockerEnvironment environment, DockerCommand command, TerminalDimensions size)
    {
        lock (_opening)
        {
            if (OfOne(actor.UserId).Count(s => !s.HasEnded) >= TerminalLimits.OfOne)
            {
                throw Full(string.Create(CultureInfo.InvariantCulture, $"{actor.UserName} has {TerminalLimits.OfOne} terminals open; close some first."));
            }

            MakeRoom(actor, size);
            var session = new TerminalSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), actor, environment, command, size, time, _sessions.Count)
            {
                Recordings = recordings,
                ViewersChanged = () => Changed?.Invoke(actor.UserId),
                MayHaveCells = MayHaveCells,
                MayHoldInput = MayHoldInput,
            };
            return _sessions[session.Id] = session;
        }
    }

    // Those that have ended give way to new ones, the oldest first, unless somebody looks at them.
    private void MakeRoom(Actor actor, TerminalDimensions size)
    {
        var ended = new Queue<TerminalSession>(OfOne(actor.UserId).Where(s => s is { HasEnded: true, Viewers: 0 }).OrderBy(s => s.LastSeen));
        while (ended.Count >= TerminalLimits.EndedOfOne || (ended.Count > 0 && !HasRoom(actor.UserId, but: null, size.Columns * size.Rows)))
        {
            _sessions.TryRemove(ended.Dequeue().Id, out _);
        }

        if (!HasRoom(actor.UserId, but: null, size.Columns * size.Rows))
        {
            throw Full($"The terminals that are open are too large for another of {size.Columns} × {size.Rows}: close some, or make them smaller.");
        }
    }

    private bool MayHaveCells(TerminalSession session, int cells) => HasRoom(session.Owner.UserId, session, cells);

    private bool HasRoom(string userId, TerminalSession? but, int cells) =>
        cells + OfOne(userId).Where(s => s != but).Sum(s => (long)s.Cells) <= TerminalLimits.CellsOfOne
        && cells + _sessions.Values.Where(s => s != but).Sum(s => (long)s.Cells) <= TerminalLimits.CellsInAll;

    private bool MayHoldInput(TerminalSession session) =>
        OfOne(session.Owner.UserId).Sum(s => s.WaitingInput) <= TerminalLimits.InputOfOne && _sessions.Values.Sum(s => s.WaitingInput) <= TerminalLimits.InputInAll;

    private IEnumerable<TerminalSession> OfOne(string userId) => _sessions.Values.Where(s => s.Owner.UserId == userId);

    private static EngineErrorException Full(string words) => new(new EngineError(EngineErrorKind.Refused, words));

    // A terminal shows whatever its owner can read in there, files and secrets too: to look at it takes what opening one takes, and no less.
    private bool MayJoin(Actor actor, TerminalSession session) =>
        session.Sharing != TerminalSharing.Nobody && !session.HasEnded && session.Owner.UserId != actor.UserId && session.Container is { } container
        && resolver.May(actor, session.Command.Demands.Aggregate(Right.Exec, (all, demand) => all | (demand.Right & (Right.Exec | Right.Manage))), session.Environment, container);

    // The row comes first: what can't be told of is not done.
    private async Task TellAsync(Actor actor, TerminalSession session, string action, CancellationToken cancellationToken)
    {
        try
        {
            // What is no docker command names its container last.
            await audit.RecordAsync(actor, session.Environment.Name.Value, $"{action} of {session.Container!.Name}", "ok", cancellationToken);
        }
        catch (AuditUnavailableException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.AuditUnavailable, e.Message), e);
        }
    }

    // Whoever opened it holds the rights that it takes, or it would have ended; a token of theirs may allow less.
    private static bool IsFor(Actor actor, TerminalSession session) =>
        session.Owner.UserId == actor.UserId && session.Command.Demands.All(d => actor.Rights.HasFlag(d.Right | Right.View));

    [LoggerMessage(Level = LogLevel.Information, Message = "Terminal {Id} of {User} ends: {Reason}")]
    private partial void LogEnds(string id, string user, string reason);
}
