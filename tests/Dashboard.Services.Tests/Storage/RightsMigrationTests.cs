using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Dashboard.Services.Tests.Access;
using Dashboard.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Services.Tests.Storage;

public sealed class RightsMigrationTests
{
    [Fact]
    public async Task Prepare_DatabaseOfTheFirstSlice_KeepsItsAdministratorAndTokens()
    {
        await using var access = AccessFixture.At(TestRun.NewDirectory("access"));
        var stop = TestContext.Current.CancellationToken;
        access.Data.Prepare();
        await using (var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(stop))
        {
            await context.GetService<IMigrator>().MigrateAsync("Initial", stop);
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO AspNetUsers (Id, UserName, NormalizedUserName, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
                VALUES ('k', 'kim', 'KIM', 0, 0, 0, 1, 0), ('l', 'lee', 'LEE', 0, 0, 0, 1, 0);
                INSERT INTO AspNetUserRoles (UserId, RoleId) VALUES ('k', 'Admin');
                INSERT INTO ApiTokens (Id, UserId, Name, CreatedAt, ExpiresAt) VALUES ('t', 'k', 'ci', 0, 9999999999999);
                """, stop);
        }

        await access.Database.PrepareAsync(stop);

        var rights = access.Get<IRightsSource>();
        Assert.True(new Actor("k", "kim", "browser", rights, Right.All).MayManage);
        Assert.False(new Actor("l", "lee", "browser", rights, Right.All).May(Right.View, ResourceName.Of("local"), Container("web")));
        await using (var context = await access.Get<IDbContextFactory<DashboardDbContext>>().CreateDbContextAsync(stop))
        {
            // All that there was then: a right that came later was not given to it.
            Assert.Equal(Right.All & ~Right.Recordings, (await context.ApiTokens.SingleAsync(stop)).Rights);
            Assert.Empty(await context.Roles.ToListAsync(stop));
            Assert.False(context.Database.HasPendingModelChanges());
        }
    }
}
