namespace Dashboard.Services.Terminals.Recordings;

/// <summary>Whether what terminals show is recorded.</summary>
public enum RecordingMode
{
    /// <summary>It is not.</summary>
    Off,

    /// <summary>It is, where the disk takes it; the audit log says where it did not.</summary>
    On,

    /// <summary>It is, or there is no terminal: one that can't be recorded is refused, and one whose recording fails ends. Output without a terminal likewise.</summary>
    Strict,
}

/// <summary>What terminals' recordings are made and how long they are kept: section <c>Dashboard:Recordings</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>For every engine that <see cref="Environments"/> does not name.</summary>
    public RecordingMode Mode { get; set; }

    /// <summary>For single engines, by name.</summary>
    public IDictionary<string, RecordingMode> Environments { get; set; } = new Dictionary<string, RecordingMode>();

    /// <summary>Days after which a recording is deleted; 1 to 3650.</summary>
    public int Days { get; set; } = 90;

    /// <summary>Megabytes, compressed, that are kept in all; 8 to 10,000,000. The oldest go first.</summary>
    public int Megabytes { get; set; } = 4096;

    /// <summary>Megabytes, compressed, of one recording; 1 to 10,000. Where it would be longer it has failed.</summary>
    public int MegabytesPerRecording { get; set; } = 64;

    /// <summary>What goes for the terminals of an engine.</summary>
    public RecordingMode For(string environment) => Environments.TryGetValue(environment, out var mode) ? mode : Mode;
}
