using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Storage;

/// <summary>The database: people, sessions, tokens and the audit log.</summary>
public sealed class DashboardDbContext(DbContextOptions<DashboardDbContext> options)
    : IdentityDbContext<DashboardUser, IdentityRole, string>(options)
{
    /// <summary>Signed-in browsers.</summary>
    public DbSet<UserSession> Sessions => Set<UserSession>();

    /// <summary>Tokens for scripts.</summary>
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    /// <summary>The audit log, to be read; written only by <see cref="AuditLog"/>.</summary>
    public DbSet<AuditRow> AuditRows => Set<AuditRow>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.Entity<IdentityRole>().HasData(BuiltInRoles.All.Select(name => new IdentityRole
        {
            Id = name,
            Name = name,
            NormalizedName = name.ToUpperInvariant(),
            ConcurrencyStamp = name,
        }));
        builder.Entity<UserSession>(session =>
        {
            session.ToTable("Sessions");
            session.HasOne<DashboardUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
            session.HasIndex(s => new { s.UserId, s.Address });
        });
        builder.Entity<ApiToken>(token =>
        {
            token.ToTable("ApiTokens");
            token.HasOne<DashboardUser>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
            token.HasIndex(t => new { t.UserId, t.Name });
        });
        builder.Entity<AuditRow>(row =>
        {
            row.ToTable("Audit").HasKey(r => r.Number);
            row.Property(r => r.Number).ValueGeneratedNever();
            row.HasIndex(r => r.Time);
        });
        builder.Entity<AuditHead>(head =>
        {
            head.ToTable("AuditHead").HasKey(h => h.Id);
            head.Property(h => h.Id).ValueGeneratedNever();
        });
    }
}
