using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.People;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Tests.People;

/// <summary>A dashboard with its first administrator, kim, and the stores that kim changes the team with.</summary>
public sealed class TeamFixture : IAsyncDisposable
{
    private TeamFixture(AccessFixture access, Actor kim) => (Access, Kim) = (access, kim);

    public AccessFixture Access { get; }

    public Actor Kim { get; }

    public PeopleStore People => Access.Get<PeopleStore>();

    public GroupStore Groups => Access.Get<GroupStore>();

    public OwnRoleStore Roles => Access.Get<OwnRoleStore>();

    public GrantStore Grants => Access.Get<GrantStore>();

    public static async Task<TeamFixture> CreateAsync()
    {
        var access = await AccessFixture.CreateAsync();
        await access.AddUserAsync("kim");
        var secret = (await access.SignInAsync("kim", AccessFixture.Password)).Secret!;
        return new TeamFixture(access, (await access.Sessions.FindAsync(secret, default))!.Actor);
    }

    /// <summary>Somebody with one grant; gives their key.</summary>
    public async Task<string> AddAsync(string name, string role, GrantScope scope)
    {
        Assert.True((await People.AddAsync(Kim, name, AccessFixture.Password, default)).Succeeded);
        var id = (await People.ListAsync(Kim, default)).Single(p => p.Name == name).Id;
        Assert.True((await Grants.AddAsync(Kim, id, false, role, scope, default)).Succeeded);
        return id;
    }

    public async Task<IReadOnlyList<string>> AuditAsync() => [.. (await RowsAsync()).Select(r => r.Action)];

    public async Task<IReadOnlyList<string>> OutcomesAsync() => [.. (await RowsAsync()).Select(r => r.Outcome)];

    public ValueTask DisposeAsync() => Access.DisposeAsync();

    private async Task<List<AuditRow>> RowsAsync()
    {
        await using var context = await Access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(default);
        return await context.AuditRows.AsNoTracking().OrderBy(r => r.Number).ToListAsync();
    }
}
