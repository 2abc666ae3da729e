namespace Dashboard.Services.Access;

/// <summary>
/// What somebody may do to a thing on an engine. Rights are separate: none but <see cref="View"/> is implied by another,
/// and without <see cref="View"/> the thing does not exist for them.
/// </summary>
[Flags]
public enum Right
{
    /// <summary>No right at all.</summary>
    None = 0,

    /// <summary>See it in lists and inspect it, with secrets masked.</summary>
    View = 1 << 0,

    /// <summary>Read its log.</summary>
    Logs = 1 << 1,

    /// <summary>Read values that look secret.</summary>
    RevealSecrets = 1 << 2,

    /// <summary>Read files inside it.</summary>
    ReadFiles = 1 << 3,

    /// <summary>Stop, kill, pause and unpause it.</summary>
    Stop = 1 << 4,

    /// <summary>Open a shell or run a process in it.</summary>
    Exec = 1 << 5,

    /// <summary>Create it.</summary>
    Create = 1 << 6,

    /// <summary>Remove it.</summary>
    Remove = 1 << 7,

    /// <summary>Change settings of the environment or of the dashboard itself.</summary>
    Manage = 1 << 8,

    /// <summary>Watch and download what others' terminals in it have shown: whatever they saw there, secrets too.</summary>
    Recordings = 1 << 9,

    /// <summary>Start and restart it. A restart interrupts it, but leaves it running.</summary>
    Restart = 1 << 10,

    /// <summary>Start, restart, stop, kill, pause.</summary>
    Operate = Restart | Stop,

    /// <summary>Every right.</summary>
    All = View | Logs | RevealSecrets | ReadFiles | Operate | Exec | Create | Remove | Manage | Recordings,
}
