using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Consoles;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Files;
using Dashboard.Services.Containers.Stats;
using Dashboard.Services.Containers.Timeline;
using Dashboard.Services.Engine;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Dashboard.Services.Logs;
using Dashboard.Services.Logs.Download;
using Dashboard.Services.Logs.Merging;
using Dashboard.Services.Logs.Paging;
using Dashboard.Services.Logs.Search;
using Dashboard.Services.Networks;
using Dashboard.Services.People;
using Dashboard.Services.Registries;
using Dashboard.Services.Storage;
using Dashboard.Services.Terminals;
using Dashboard.Services.Terminals.Recordings;
using Dashboard.Services.Volumes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services;

/// <summary>Everything that Services offers, and how long each thing lives, on one page.</summary>
public static class ServicesRegistration
{
    /// <summary>Adds every row.</summary>
    public static IServiceCollection AddDashboardServices(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<DashboardOptions>(configuration.GetSection(DashboardOptions.Section));

        // Storage
        services.AddSingleton<DataDirectory>();
        services.AddSingleton(provider => new Database(
            provider.GetRequiredService<DataDirectory>(), provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<IDbContextFactory<DashboardDbContext>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DatabaseNotes>();
        services.AddDbContextFactory<DashboardDbContext>((provider, options) =>
            options.UseSqlite(Database.ConnectionString(provider.GetRequiredService<DataDirectory>().DatabaseFile)));
        services.AddDataProtection().SetApplicationName("Dashboard");
        services.AddSingleton<MasterKeys>();
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory, MasterKeys, ILoggerFactory>((keys, directory, masters, loggers) =>
        {
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(directory.KeyDirectory), loggers);
            keys.XmlEncryptor = masters.Current is { } master ? new MasterKeyEncryptor(master) : null;
        });

        // Access
        services.AddAccess();

        // People
        services.AddSingleton<PeopleChanges>();
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<GroupStore>();
        services.AddSingleton<OwnRoleStore>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<IRegistryAccounts, RegistryAccounts>();

        // Audit
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<IAuditReader, AuditReader>();

        // Commands
        services.AddSingleton<IScopedResolver, ScopedResolver>();
        services.AddSingleton<CommandAuthoriser>();
        services.AddSingleton<ICommandRunner, CommandRunner>();

        // Consoles
        services.AddSingleton<ILiveNames, LiveNames>();
        services.AddSingleton<ICompletions, Completions>();
        services.AddSingleton<IConsoleLines, ConsoleLines>();
        services.AddSingleton<IConsoleHistory, ConsoleHistory>();

        // Environments: DOCKER_HOST is the engine called "local"
        services.AddSingleton(_ => EngineEndpoint.Parse(configuration["DOCKER_HOST"]));
        services.AddSingleton<IEnvironmentRegistry, EnvironmentRegistry>();
        services.AddHostedService<EngineMonitor>();

        // Containers
        services.AddSingleton<EngineHistories>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineHistories>());
        services.AddSingleton<ContainerStores>();
        services.AddHostedService(provider => provider.GetRequiredService<ContainerStores>());
        services.AddSingleton<IContainerQueries, ContainerQueries>();
        services.AddSingleton<IContainerSecrets, ContainerSecrets>();
        services.AddSingleton<EngineUsages>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineUsages>());
        services.AddSingleton<IContainerUsage, ContainerUsage>();
        services.AddSingleton<ICreationQueries, CreationQueries>();
        services.AddSingleton<OwnExecs>();
        services.AddSingleton<ExecJournal>();
        services.AddSingleton<IExecJournal>(provider => provider.GetRequiredService<ExecJournal>());
        services.AddHostedService(provider => provider.GetRequiredService<ExecJournal>());
        services.AddSingleton<IContainerFiles, ContainerFiles>();
        services.AddSingleton<IContainerTimeline, ContainerTimeline>();

        // Engine
        services.AddSingleton<IEngineQueries, EngineQueries>();

        // Images
        services.AddSingleton<IImageQueries, ImageQueries>();
        services.AddSingleton<IObjectReader, ImageReader>();
        services.AddSingleton<BuildContexts>();
        services.AddSingleton<IBuildContexts>(provider => provider.GetRequiredService<BuildContexts>());
        services.AddSingleton<IRemoteContexts>(provider => provider.GetRequiredService<BuildContexts>());
        services.AddHostedService(provider => provider.GetRequiredService<BuildContexts>());

        // Networks and volumes, in the order in which docker inspect looks for a name
        services.AddSingleton<IObjectReader, NetworkReader>();
        services.AddSingleton<IObjectReader, VolumeReader>();

        // Jobs
        services.AddSingleton<CommandJobs>();
        services.AddSingleton<IJobs>(provider => provider.GetRequiredService<CommandJobs>());
        services.AddHostedService(provider => provider.GetRequiredService<CommandJobs>());

        // Builds, after the jobs that they are
        services.AddSingleton<BuildHistory>();
        services.AddSingleton<IBuilds>(provider => provider.GetRequiredService<BuildHistory>());
        services.AddHostedService(provider => provider.GetRequiredService<BuildHistory>());

        // Logs
        services.AddSingleton<LogKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<LogKeeper>());
        services.AddSingleton<LogOpening>();
        services.AddSingleton<ILogs, ContainerLogs>();
        services.AddSingleton<ILogPages, LogPages>();
        services.AddSingleton<ILogDownload, LogDownload>();
        services.AddSingleton<SearchTurns>();
        services.AddSingleton<ILogSearch, LogSearch>();
        services.AddSingleton<IMergedLogs, MergedLogs>();

        // Registries
        services.AddSingleton<RegistryClient>();
        services.AddSingleton<IRegistryQueries, RegistryQueries>();

        // Terminals
        services.AddSingleton<RecordingKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<RecordingKeeper>());
        services.AddSingleton<IOutputRecords, OutputRecords>();
        services.AddSingleton<IRecordings, TerminalRecordings>();
        services.AddSingleton<TerminalSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<TerminalSessions>());
        services.AddSingleton<ITerminals>(provider => provider.GetRequiredService<TerminalSessions>());

        return services;
    }
}
