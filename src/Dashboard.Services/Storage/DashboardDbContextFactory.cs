using Dashboard.Services.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Services.Storage;

/// <summary>For <c>dotnet ef migrations add</c> only, which needs the model and no database.</summary>
internal sealed class DashboardDbContextFactory : IDesignTimeDbContextFactory<DashboardDbContext>
{
    public DashboardDbContext CreateDbContext(string[] args)
    {
        // Identity's options choose the version of its schema (3 has passkeys), so the model needs them here too.
        var services = new ServiceCollection();
        services.AddAccess();
        return new DashboardDbContext(new DbContextOptionsBuilder<DashboardDbContext>()
            .UseApplicationServiceProvider(services.BuildServiceProvider())
            .UseSqlite("Data Source=:memory:")
            .Options);
    }
}
