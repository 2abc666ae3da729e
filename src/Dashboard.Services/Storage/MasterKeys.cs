using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Storage;

/// <summary>The master keys of the settings: the one that seals, and older ones that still open.</summary>
internal sealed partial class MasterKeys(IOptions<DashboardOptions> options, DataDirectory directory, ILogger<MasterKeys> logger)
{
    private readonly Lazy<(MasterKey? Current, IReadOnlyList<MasterKey> All)> _keys = new(() => Read(options.Value, directory, logger));

    /// <summary>The one that seals; null when none is set.</summary>
    /// <exception cref="StartupException">A key is too short, or its file can't be read.</exception>
    public MasterKey? Current => _keys.Value.Current;

    /// <summary>All that may open, the current one first.</summary>
    /// <exception cref="StartupException">A key is too short, or its file can't be read.</exception>
    public IReadOnlyList<MasterKey> All => _keys.Value.All;

    private static (MasterKey?, IReadOnlyList<MasterKey>) Read(DashboardOptions settings, DataDirectory directory, ILogger logger)
    {
        var current = settings.MasterKeyFile is { } file ? FromFile("Dashboard:MasterKeyFile", file, directory, logger)
            : settings.MasterKey is { } key ? MasterKey.Read("Dashboard:MasterKey", key)
            : null;
        List<MasterKey> all = current is null ? [] : [current];
        all.AddRange(settings.OldMasterKeyFiles.Select((f, n) => FromFile($"Dashboard:OldMasterKeyFiles:{n}", f, directory, logger)));
        all.AddRange(settings.OldMasterKeys.Select((k, n) => MasterKey.Read($"Dashboard:OldMasterKeys:{n}", k)));
        return (current, all);
    }

    private static MasterKey FromFile(string setting, string file, DataDirectory directory, ILogger logger)
    {
        string? line;
        try
        {
            using var reader = new StreamReader(file);
            line = reader.ReadLine();
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & UnixFileMode.OtherRead) != 0)
            {
                LogReadable(logger, setting, file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartupException($"{setting}: {file} can't be read: {e.Message}", e);
        }

        if (Path.GetFullPath(file).StartsWith(directory.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            LogInside(logger, setting, file);
        }

        return MasterKey.Read($"{setting} ({file})", line ?? "");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting}: {File} can be read by everybody on this machine; chmod 600 it.")]
    private static partial void LogReadable(ILogger logger, string setting, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting}: {File} lies in the data directory: whoever has that has the key too.")]
    private static partial void LogInside(ILogger logger, string setting, string file);
}
