using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Access;

/// <summary>One's signed-in browsers, and the way to end them.</summary>
public sealed partial class SessionsSection
{
    private IReadOnlyList<UserSession> _sessions = [];

    [Inject]
    private SessionStore Sessions { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        var sessions = await Sessions.ListAsync(Actor.UserId, CancellationToken.None);
        _sessions = [.. sessions.OrderByDescending(s => s.Id == Session.Id)];
    }

    private string Name(UserSession session) => BrowserName.Of(session.UserAgent) switch
    {
        ({ } browser, { } system) => Text["Sessions.On", browser, system],
        var (browser, system) => browser ?? system ?? Text["Sessions.Unknown"],
    };

    private Task EndAsync(UserSession session) => DoAsync(async () =>
    {
        await Account.EndSessionAsync(Actor, session, CancellationToken.None);
        await LoadAsync();
    });

    private Task EndOthersAsync() => DoAsync(async () =>
    {
        await Account.EndOtherSessionsAsync(Actor, Session, CancellationToken.None);
        await LoadAsync();
    });
}
