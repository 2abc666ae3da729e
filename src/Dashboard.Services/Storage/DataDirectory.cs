using Microsoft.Extensions.Options;

namespace Dashboard.Services.Storage;

/// <summary>The one directory that the program writes to, and what lies where in it.</summary>
public sealed class DataDirectory(IOptions<DashboardOptions> options)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Absolute path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.DataDirectory);

    /// <summary>The SQLite database.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "dashboard.db");

    /// <summary>The key ring that protects cookies and forms.</summary>
    public string KeyDirectory => System.IO.Path.Combine(Path, "keys");

    /// <summary>The one-time setup token, there while nobody has set the dashboard up.</summary>
    public string SetupTokenFile => System.IO.Path.Combine(Path, "setup-token");

    /// <summary>Certificate and private key that the dashboard made for itself.</summary>
    public string CertificateFile => System.IO.Path.Combine(Path, "https.pem");

    /// <summary>Number and hash of the last audit row, to find out when rows vanish from the end of the table.</summary>
    public string AuditHeadFile => System.IO.Path.Combine(Path, "audit-head");

    /// <summary>Kept logs of containers, a folder for each environment.</summary>
    public string LogDirectory => System.IO.Path.Combine(Path, "logs");

    /// <summary>Recordings of terminals, a folder for each environment.</summary>
    public string RecordingDirectory => System.IO.Path.Combine(Path, "recordings");

    /// <summary>Contexts of builds that people have sent, for a while.</summary>
    public string ContextDirectory => System.IO.Path.Combine(Path, "contexts");

    /// <summary>What builds were made of, and their logs.</summary>
    public string BuildDirectory => System.IO.Path.Combine(Path, "builds");

    /// <summary>Makes the directory (for its owner alone) if it is missing, and tries it out.</summary>
    /// <exception cref="StartupException">It can't be made or written to.</exception>
    public void Prepare()
    {
        try
        {
            CreatePrivate(Path);
            CreatePrivate(KeyDirectory);
            var probe = System.IO.Path.Combine(Path, $".probe-{Environment.ProcessId}");
            WritePrivate(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Data directory {Path}: can't be written to: {e.Message}", e);
        }
    }

    /// <summary>Writes a file that only its owner may read, whole or not at all: an old one is replaced in one step.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static void WritePrivate(string file, string text)
    {
        var temporary = $"{file}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, how))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Makes a directory for its owner alone, if it is missing.</summary>
    internal static void CreatePrivate(string path)
    {
        if (Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
