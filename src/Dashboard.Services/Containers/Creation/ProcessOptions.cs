using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>What runs in a container, as whom, and with which streams.</summary>
public sealed record ProcessOptions
{
    /// <summary>Streams to attach to.</summary>
    [Option("--attach", "-a", Help = "Attach to STDIN, STDOUT or STDERR")]
    public EquatableList<AttachedStream> Attach { get; init; } = [];

    /// <summary>Program in place of the image's; "" takes the image's away; null leaves it.</summary>
    [Option("--entrypoint", Help = "Overwrite the default ENTRYPOINT of the image")]
    public string? Entrypoint { get; init; }

    /// <summary>Environment variables.</summary>
    [Option("--env", "-e", Help = "Set environment variables")]
    public EquatableList<EnvEntry> Env { get; init; } = [];

    /// <summary>More groups for the process.</summary>
    [Option("--group-add", Help = "Add additional groups to join")]
    public EquatableList<string> GroupAdd { get; init; } = [];

    /// <summary>A small init as process 1; null leaves it to the engine.</summary>
    [Option("--init", Help = "Run an init inside the container that forwards signals and reaps processes")]
    public bool? Init { get; init; }

    /// <summary>Keep its input open.</summary>
    [Option("--interactive", "-i", Help = "Keep STDIN open even if not attached")]
    public bool Interactive { get; init; }

    /// <summary>Signal that stops it; null is the image's.</summary>
    [Option("--stop-signal", Help = "Signal to stop the container")]
    public string? StopSignal { get; init; }

    /// <summary>Seconds from that signal to the kill; null is the engine's 10.</summary>
    [Option("--stop-timeout", Help = "Timeout (in seconds) to stop a container")]
    public long? StopTimeout { get; init; }

    /// <summary>Give it a terminal.</summary>
    [Option("--tty", "-t", Help = "Allocate a pseudo-TTY")]
    public bool Tty { get; init; }

    /// <summary>Limits of its processes.</summary>
    [Option("--ulimit", Type = "ulimit", Help = "Ulimit options")]
    public EquatableList<UlimitEntry> Ulimits { get; init; } = [];

    /// <summary>User inside; null is the image's.</summary>
    [Option("--user", "-u", Help = "Username or UID (format: <name|uid>[:<group|gid>])")]
    public string? User { get; init; }

    /// <summary>Directory it starts in; null is the image's.</summary>
    [Option("--workdir", "-w", Help = "Working directory inside the container")]
    public string? WorkingDirectory { get; init; }
}
