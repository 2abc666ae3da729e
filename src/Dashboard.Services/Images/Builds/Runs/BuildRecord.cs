using Dashboard.Services.Jobs;

namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>A build that was begun, as it is kept: what it was made of and what came of it.</summary>
public sealed record BuildRecord
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name.</summary>
    public required string UserName { get; init; }

    /// <summary>On which engine.</summary>
    public required string Environment { get; init; }

    /// <summary>The docker line, with what looks secret masked.</summary>
    public required string Line { get; init; }

    /// <summary>Name of the folder or archive, or of the stream that it came in; "" for a repository, which stands in the line, and for a lone Dockerfile.</summary>
    public string Context { get; init; } = "";

    /// <summary>The Dockerfile that was written on the page; null when it was the context's own.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it ended (UTC); null while it goes on, and when the dashboard ended before it.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Where it is.</summary>
    public JobState State { get; init; }

    /// <summary>Id of the image; "" none.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>Why it failed; "" when it did not.</summary>
    public string Error { get; init; } = "";

    /// <summary>Its steps, without their output once it is over.</summary>
    public IReadOnlyList<BuildStep> Steps { get; init; } = [];
}
