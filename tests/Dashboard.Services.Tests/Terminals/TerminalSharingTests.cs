using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Services.Tests.Terminals;

/// <summary>A terminal of Kim's in "web" of the project "shop", and others who want in.</summary>
public sealed class TerminalSharingTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly GrantScope Shop = GrantScope.OnStack("local", "shop");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeShell _shell = new();
    private readonly FakeEnvironmentRegistry _environments = new();
    private readonly DashboardOptions _options = new();
    private readonly HeardAudit _audit = new();
    private readonly ChangingRights _rights = new();
    private readonly TerminalSessions _sessions;
    private readonly Actor _kim = new("1", "kim", Right.All, "browser");
    private readonly Actor _lee;

    public TerminalSharingTests()
    {
        var summary = ContainerBuilder.Container("web", labels: new Dictionary<string, string> { [GrantScope.ProjectLabel] = "shop" });
        _shell.Admission = new AdmittedSession(1, new ResolvedContainer(summary.Id, "web", true, DetailsBuilder.Details(summary)));
        var runner = new FakeCommandRunner();
        runner.Answers(_shell.RunAsync);
        var keeper = new RecordingKeeper(
            new DataDirectory(Options.Create(_options)), new FixedOptions(_options), _time, NullLogger<RecordingKeeper>.Instance);
        _sessions = new TerminalSessions(runner, keeper, new ScopedResolver(), _rights, _audit, new FixedOptions(_options), _time, NullLogger<TerminalSessions>.Instance);
        _lee = new Actor("2", "lee", "browser", _rights, Right.All);
        Grant(Right.View | Right.Exec, Shop);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_NotShared_IsNoSuchTerminal()
    {
        var session = await OpenAsync();

        await NoSuchAsync(_lee, session);
        Assert.Empty(_sessions.SharedWith(_lee));
        Assert.Empty(_audit.Rows);
    }

    [Fact]
    public async Task Join_MayWatch_SeesTheScreenButCanNeitherTypeNorResizeNorEndNorShare()
    {
        var session = await OpenAsync();
        using var own = session.Attach(90, 20);
        await _shell.PrintAsync("secret"u8.ToArray(), Token);
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Watch, Token);

        using var visit = await _sessions.JoinAsync(_lee, session.Id, 40, 10, Token);
        var pieces = await PiecesAsync(visit.Viewer, 3);

        var state = Assert.IsType<TerminalPiece.About>(pieces[0]).State;
        Assert.Equal(("kim", false, false, TerminalSharing.Watch), (state.Owner, state.IsOwner, state.MayType, state.Sharing));
        Assert.Equal([new TerminalPerson("kim", true, true), new TerminalPerson("lee", false, false)], state.People);
        Assert.Equal(new TerminalPiece.Resized(90, 20), pieces[1]);
        Assert.Contains("secret", Encoding.ASCII.GetString(Assert.IsType<TerminalPiece.Output>(pieces[2]).Bytes), StringComparison.Ordinal);
        var refused = Assert.Throws<EngineErrorException>(() => visit.Viewer.WriteInput("x"u8.ToArray()));
        Assert.Equal((EngineErrorKind.Refused, "kim lets others watch this terminal, not type."), (refused.Error.Kind, refused.Message));
        session.Resize(visit.Viewer, 40, 10);
        Assert.Equal(new TerminalDimensions(90, 20), session.Dimensions);
        Assert.Throws<EngineErrorException>(() => _sessions.Find(_lee, session.Id));
        await Assert.ThrowsAsync<EngineErrorException>(() => _sessions.ShareAsync(_lee, session, TerminalSharing.Type, Token));
        Assert.Equal("", _shell.Typed);
        Assert.Equal(
            [
                "kim: terminal share: others may watch (docker exec --interactive --tty web sh) of web: ok",
                "lee: terminal join (kim: docker exec --interactive --tty web sh) of web: ok",
            ],
            _audit.Rows);
    }

    [Fact]
    public async Task Join_MayType_ReachesTheProcessUntilTheKeyboardIsTakenBack()
    {
        var session = await OpenAsync();
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);
        using var visit = await _sessions.JoinAsync(_lee, session.Id, 80, 24, Token);

        visit.Viewer.WriteInput("ls"u8.ToArray());
        await Eventually.ThatAsync(() => _shell.Typed == "ls", "the process has the keys");
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Watch, Token);

        Assert.Throws<EngineErrorException>(() => visit.Viewer.WriteInput("rm"u8.ToArray()));
        Assert.Null(visit.Viewer.Expelled);
        Assert.Equal("kim: terminal share: others may type (docker exec --interactive --tty web sh) of web: ok", _audit.Rows[0]);
    }

    [Theory]
    [InlineData(Right.All & ~Right.Exec, "shop", false)]
    [InlineData(Right.View | Right.Recordings | Right.Logs | Right.Manage, "shop", false)]
    [InlineData(Right.All, "bank", false)]
    [InlineData(Right.View | Right.Exec, "shop", true)]
    public async Task Join_WhoCouldNotOpenTheSame_IsNoSuchTerminal(Right rights, string project, bool isPrivileged)
    {
        var session = await OpenAsync(isPrivileged);
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);
        Grant(rights, GrantScope.OnStack("local", project));

        await NoSuchAsync(_lee, session);
        Assert.Empty(_sessions.SharedWith(_lee));
        Assert.Single(_audit.Rows);
    }

    [Fact]
    public async Task Join_ByATokenThatMayLess_IsNoSuchTerminal()
    {
        var session = await OpenAsync();
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);

        await NoSuchAsync(new Actor("2", "lee", "api", _rights, Right.View | Right.Logs), session);
        await NoSuchAsync(_kim.Without(Right.Exec), session);
    }

    [Fact]
    public async Task RightIsTakenAway_WhileWatching_EndsTheVisitAtOnce()
    {
        var session = await OpenAsync();
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);
        using var visit = await _sessions.JoinAsync(_lee, session.Id, 80, 24, Token);
        var reading = ReadToEndAsync(visit.Viewer);
        var began = TimeProvider.System.GetTimestamp();

        Grant(Right.View | Right.Logs, Shop);
        await reading.WaitAsync(Soon, Token);

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal("lee has lost the right to it", visit.Viewer.Expelled);
        Assert.Throws<EngineErrorException>(() => visit.Viewer.WriteInput("x"u8.ToArray()));
        Assert.False(session.HasEnded);
    }

    [Fact]
    public async Task ShareAsync_WithNobodyAgain_SendsGuestsAway()
    {
        var session = await OpenAsync();
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Watch, Token);
        using var visit = await _sessions.JoinAsync(_lee, session.Id, 80, 24, Token);
        var reading = ReadToEndAsync(visit.Viewer);

        await _sessions.ShareAsync(_kim, session, TerminalSharing.Nobody, Token);
        await reading.WaitAsync(Soon, Token);

        Assert.Equal("kim shares it no more", visit.Viewer.Expelled);
        Assert.Empty(_sessions.SharedWith(_lee));
    }

    [Fact]
    public async Task Guests_ComeAndGo_AreToldToWhoeverIsInside()
    {
        var session = await OpenAsync();
        using var own = session.Attach(80, 24);
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Watch, Token);
        await using var pieces = own.ReadAsync(Token).GetAsyncEnumerator(Token);

        Assert.Equal(["kim"], await NamesAsync(pieces));
        var visit = await _sessions.JoinAsync(_lee, session.Id, 80, 24, Token);
        Assert.Equal(["kim", "lee"], await NamesAsync(pieces));
        Assert.Equal(["lee"], session.Guests);
        visit.Dispose();
        Assert.Equal(["kim"], await NamesAsync(pieces));
    }

    [Fact]
    public async Task Sweep_OnlyAGuestLooks_EndsItAfterItsGrace()
    {
        await _sessions.StartAsync(Token);
        var session = await OpenAsync();
        session.Attach(80, 24).Dispose();
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);
        using var visit = await _sessions.JoinAsync(_lee, session.Id, 80, 24, Token);

        _time.Advance(TimeSpan.FromSeconds(_options.Terminals.GraceSeconds));
        await Eventually.ThatAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _shell.Killed.IsCompleted;
            },
            "it is ended");

        Assert.Equal("nobody came back to it", session.EndReason);
    }

    [Fact]
    public async Task ShareAndJoin_AuditLogCannotBeWritten_AreNotDone()
    {
        var session = await OpenAsync();
        _audit.IsBroken = true;
        await Assert.ThrowsAsync<EngineErrorException>(() => _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token));
        Assert.Equal(TerminalSharing.Nobody, session.Sharing);
        _audit.IsBroken = false;
        await _sessions.ShareAsync(_kim, session, TerminalSharing.Type, Token);
        _audit.IsBroken = true;

        var refused = await Assert.ThrowsAsync<EngineErrorException>(() => _sessions.JoinAsync(_lee, session.Id, 80, 24, Token));

        Assert.Equal(EngineErrorKind.AuditUnavailable, refused.Error.Kind);
        Assert.Empty(session.Guests);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.StopAsync(CancellationToken.None);
        _sessions.Dispose();
        _environments.Dispose();
    }

    private static async Task<List<TerminalPiece>> PiecesAsync(TerminalViewer viewer, int count)
    {
        List<TerminalPiece> pieces = [];
        await foreach (var piece in viewer.ReadAsync(Token))
        {
            pieces.Add(piece);
            if (pieces.Count == count)
            {
                break;
            }
        }

        return pieces;
    }

    private static async Task ReadToEndAsync(TerminalViewer viewer)
    {
        await foreach (var _ in viewer.ReadAsync(Token))
        {
        }
    }

    private static async Task<IEnumerable<string>> NamesAsync(IAsyncEnumerator<TerminalPiece> pieces)
    {
        Assert.True(await pieces.MoveNextAsync().AsTask().WaitAsync(Soon, Token));
        return Assert.IsType<TerminalPiece.About>(pieces.Current).State.People.Select(p => p.Name);
    }

    private void Grant(Right rights, GrantScope scope) => _rights.Held = new GrantSet([new HeldGrant("", "", rights, scope, null)]);

    private async Task NoSuchAsync(Actor actor, TerminalSession session)
    {
        var error = await Assert.ThrowsAsync<EngineErrorException>(() => _sessions.JoinAsync(actor, session.Id, 80, 24, Token));
        Assert.Equal(new EngineError(EngineErrorKind.NotFound, "No such terminal: it has ended, or its time was over."), error.Error);
    }

    private async Task<TerminalSession> OpenAsync(bool isPrivileged = false)
    {
        var command = new ExecInContainer { Container = ResourceName.Of("web"), Command = ["sh"], Interactive = true, Tty = true, Privileged = isPrivileged };
        var session = _sessions.Open(_kim, _environments.Local, command, 80, 24);
        await _shell.Started.WaitAsync(Soon, Token);
        return session;
    }
}
