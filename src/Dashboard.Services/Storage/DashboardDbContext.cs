using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Audit;
using Dashboard.Services.Consoles;
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

    /// <summary>Groups of people.</summary>
    public DbSet<UserGroup> Groups => Set<UserGroup>();

    /// <summary>Who is in which group.</summary>
    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    /// <summary>Roles that the team made itself.</summary>
    public DbSet<OwnRole> OwnRoles => Set<OwnRole>();

    /// <summary>Who has which role where.</summary>
    public DbSet<Grant> Grants => Set<Grant>();

    /// <summary>What was decided about the protection of containers.</summary>
    public DbSet<ContainerProtection> Protections => Set<ContainerProtection>();

    /// <summary>Accounts at registries, their secrets sealed.</summary>
    public DbSet<RegistryAccount> Registries => Set<RegistryAccount>();

    /// <summary>The audit log, to be read; written only by <see cref="AuditLog"/>.</summary>
    public DbSet<AuditRow> AuditRows => Set<AuditRow>();

    internal DbSet<ConsoleHistoryLine> ConsoleHistory => Set<ConsoleHistoryLine>();

    internal DbSet<RightsVersion> RightsVersions => Set<RightsVersion>();

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
        ConfigureRights(builder);
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
        builder.Entity<ConsoleHistoryLine>(line =>
        {
            line.HasOne<DashboardUser>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
            line.HasIndex(l => new { l.UserId, l.Id });
        });
        builder.Entity<ContainerProtection>().HasKey(p => new { p.Environment, p.ContainerId });
        builder.Entity<RegistryAccount>().ToTable("Registries").HasKey(r => new { r.Environment, r.Address });
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

    private static void ConfigureRights(ModelBuilder builder)
    {
        builder.Entity<UserGroup>(group =>
        {
            group.ToTable("Groups");
            group.Property(g => g.Name).UseCollation("NOCASE");
            group.HasIndex(g => g.Name).IsUnique();
        });
        builder.Entity<GroupMember>(member =>
        {
            member.ToTable("GroupMembers").HasKey(m => new { m.GroupId, m.UserId });
            member.HasOne<UserGroup>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne<DashboardUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<OwnRole>(role =>
        {
            role.ToTable("Roles");
            role.Property(r => r.Name).UseCollation("NOCASE");
            role.HasIndex(r => r.Name).IsUnique();
        });
        builder.Entity<Grant>(grant =>
        {
            grant.ToTable("Grants", table =>
            {
                table.HasCheckConstraint("CK_Grants_OnePrincipal", "(UserId IS NULL) <> (GroupId IS NULL)");
                table.HasCheckConstraint("CK_Grants_OneRole", "(BuiltInRole IS NULL) <> (RoleId IS NULL)");
            });
            grant.HasOne<DashboardUser>().WithMany().HasForeignKey(g => g.UserId).OnDelete(DeleteBehavior.Cascade);
            grant.HasOne<UserGroup>().WithMany().HasForeignKey(g => g.GroupId).OnDelete(DeleteBehavior.Cascade);
            grant.HasOne<OwnRole>().WithMany().HasForeignKey(g => g.RoleId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<RightsVersion>(version =>
        {
            version.ToTable("RightsVersion").HasKey(v => v.Id);
            version.Property(v => v.Id).ValueGeneratedNever();
            version.HasData(new RightsVersion { Id = 1, Version = 1 });
        });
    }
}
