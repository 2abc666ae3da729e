namespace Dashboard.Services.Images.Builds.Runs;

/// <summary>One step of a build, an instruction of the Dockerfile; what comes before the first is a step of its own, without a number.</summary>
/// <param name="Number">From 1; 0 is what comes before.</param>
/// <param name="Total">How many there are; 0 unknown.</param>
/// <param name="Instruction">As the builder tells it; "" what comes before.</param>
/// <param name="Started">When it began (UTC).</param>
public sealed record BuildStep(int Number, int Total, string Instruction, DateTimeOffset Started)
{
    /// <summary>When it ended (UTC); null while it goes on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether an earlier build's result was taken.</summary>
    public bool IsCached { get; init; }

    /// <summary>Whether the build failed here.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Lines of its output that are not kept.</summary>
    public int Skipped { get; init; }

    /// <summary>What it printed; of the record of a build that is over, read on demand.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
