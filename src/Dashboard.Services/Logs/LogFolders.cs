namespace Dashboard.Services.Logs;

/// <summary>Where one environment's kept logs lie: a folder for each container, named by its id.</summary>
internal sealed class LogFolders(string root)
{
    /// <summary>Folder of a container's log.</summary>
    public string Of(string containerId) => Path.Combine(root, containerId);

    /// <summary>Whose logs there are.</summary>
    public IEnumerable<LogOwner> Owners() => All().Select(f => LogOwner.Read(f.FullName)).OfType<LogOwner>();

    /// <summary>Bytes of a log, and when they were written last (UTC); nothing when it is gone.</summary>
    public (long Length, DateTimeOffset Written) SizeOf(string containerId)
    {
        var folder = new DirectoryInfo(Of(containerId));
        List<FileInfo> files = folder.Exists ? [.. folder.GetFiles()] : [];
        return (files.Sum(f => f.Length), files.Select(f => new DateTimeOffset(f.LastWriteTimeUtc)).DefaultIfEmpty().Max());
    }

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
        List<(DirectoryInfo Folder, long Length, DateTimeOffset Written)> logs = [.. All()
            .Select(f => (Folder: f, Size: SizeOf(f.Name)))
            .Select(f => (f.Folder, f.Size.Length, f.Size.Written))];
        var length = logs.Sum(l => l.Length);
        foreach (var log in logs.Where(l => !isHeld(l.Folder.Name)).OrderBy(l => l.Written))
        {
            if (length > mostBytes || (log.Written - DateTimeOffset.UnixEpoch).Ticks * 100 < notBefore)
            {
                Delete(log.Folder.Name);
                length -= log.Length;
            }
        }
    }

    private IEnumerable<DirectoryInfo> All() => Directory.Exists(root) ? new DirectoryInfo(root).EnumerateDirectories() : [];
}
