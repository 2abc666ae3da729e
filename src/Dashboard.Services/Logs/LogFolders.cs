namespace Dashboard.Services.Logs;

/// <summary>Where one environment's kept logs lie: a folder for each container, named by its id.</summary>
internal sealed class LogFolders(string root)
{
    /// <summary>Folder of a container's log.</summary>
    public string Of(string containerId) => Path.Combine(root, containerId);

    /// <summary>Whose logs there are.</summary>
    public IEnumerable<LogOwner> Owners() => All().Select(f => LogOwner.Read(f.FullName)).OfType<LogOwner>();

    /// <summary>Deletes a log.</summary>
    public void Delete(string containerId)
    {
        if (Directory.Exists(Of(containerId)))
        {
            Directory.Delete(Of(containerId), recursive: true);
        }
    }

    /// <summary>Deletes whole logs, the longest unchanged first, until so many bytes are left, and all that are too old.</summary>
    /// <param name="mostBytes">Bytes that may stay.</param>
    /// <param name="notBefore">Nanoseconds since 1970.</param>
    /// <param name="isHeld">Whether a log is in use; such a one stays.</param>
    public void Trim(long mostBytes, long notBefore, Func<string, bool> isHeld)
    {
        List<(DirectoryInfo Folder, long Length, DateTime Written)> logs = [.. All()
            .Select(f => (Folder: f, Files: f.GetFiles()))
            .Select(f => (f.Folder, f.Files.Sum(x => x.Length), f.Files.Select(x => x.LastWriteTimeUtc).DefaultIfEmpty().Max()))];
        var length = logs.Sum(l => l.Length);
        foreach (var log in logs.Where(l => !isHeld(l.Folder.Name)).OrderBy(l => l.Written))
        {
            if (length > mostBytes || (log.Written - DateTime.UnixEpoch).Ticks * 100 < notBefore)
            {
                Delete(log.Folder.Name);
                length -= log.Length;
            }
        }
    }

    private IEnumerable<DirectoryInfo> All() => Directory.Exists(root) ? new DirectoryInfo(root).EnumerateDirectories() : [];
}
