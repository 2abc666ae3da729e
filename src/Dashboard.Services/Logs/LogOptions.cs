namespace Dashboard.Services.Logs;

/// <summary>What is kept of containers' logs: section <c>Dashboard:Logs</c>.</summary>
public sealed class LogOptions
{
    /// <summary>A container's label that decides for it: "keep" or "off".</summary>
    public const string Label = "dashboard.logs";

    /// <summary>Whether logs of running containers are read and kept all the time; otherwise while somebody looks.</summary>
    public bool Keep { get; set; } = true;

    /// <summary>Megabytes, compressed, that are kept of one container; 8 to 100,000.</summary>
    public int MegabytesPerContainer { get; set; } = 128;

    /// <summary>Megabytes, compressed, that are kept in all; 8 to 10,000,000. The oldest go first.</summary>
    public int Megabytes { get; set; } = 4096;

    /// <summary>Days after which what was kept is deleted; 1 to 3650.</summary>
    public int Days { get; set; } = 30;

    /// <summary>Lines, from the end, that are read of a log that is seen for the first time; 1 to 1,000,000,000.</summary>
    public int FirstLines { get; set; } = 1_000_000;
}
