using System.Text.Json.Serialization;
using Dashboard.Services.Containers;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>What is known of a recording without playing it; its file lies beside it.</summary>
public sealed record Recording
{
    /// <summary>Number of the audit log's row that tells of the session.</summary>
    public required long Number { get; init; }

    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Who opened the terminal: key of the user's row.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name at the time.</summary>
    public required string UserName { get; init; }

    /// <summary>What ran, secrets masked, e.g. "docker exec --interactive --tty web sh".</summary>
    public required string Command { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended (UTC); null while it goes on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Exit code of the process; null when it did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it ended, unless the process did so by itself; null while it goes on.</summary>
    public string? EndReason { get; init; }

    /// <summary>Why the recording is not whole; null when it is.</summary>
    public string? Failure { get; init; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; init; }

    /// <summary>Full id of the container; "" when the session ended before there was one.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>Name of the container at the time; "" likewise.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>Image of the container as it was named at creation.</summary>
    public string Image { get; init; } = "";

    /// <summary>Labels of the container, which say who may see this when it is gone.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The container as it was, for the question of who may see this.</summary>
    [JsonIgnore]
    internal ContainerSummary Container => new()
    {
        Id = ContainerId,
        Name = ContainerName,
        Image = Image,
        Command = "",
        State = ContainerState.Dead,
        Status = "",
        Created = Started,
        Labels = Labels,
    };
}
