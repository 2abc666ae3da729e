using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary><c>docker import -</c>: an image of the files in a tar stream.</summary>
[Verb("import", "Import the contents from a tarball to create a filesystem image", Aliases = ["image import"])]
public sealed record ImportImage : DockerCommand
{
    private const string Stream = "-";

    /// <summary>Dockerfile instructions to apply, e.g. "CMD [\"sh\"]".</summary>
    [Option("--change", "-c", Help = "Apply Dockerfile instruction to the created image")]
    public EquatableList<string> Change { get; init; } = [];

    /// <summary>What it is for.</summary>
    [Option("--message", "-m", Help = "Set commit message for imported image")]
    public string? Message { get; init; }

    /// <summary>Platform that it is for, e.g. "linux/arm64"; null is the engine's.</summary>
    [Option("--platform", Help = "Set platform if server is multi-platform capable")]
    public string? Platform { get; init; }

    /// <summary>"-": the archive is sent along.</summary>
    [Argument(0, "file|URL|-")]
    public string Source { get; init; } = "";

    /// <summary>The image's name; null leaves it without one.</summary>
    [Argument(1, "REPOSITORY[:TAG]", Optional = true)]
    public string? Reference { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [ImageNameRules.Give];

    internal override CommandResult? Complaint =>
        Source.Contains("://", StringComparison.Ordinal) ? CommandResult.Wrong($"{Source}: the engine would fetch it from wherever that leads; send the archive itself: docker import -")
        : Source != Stream ? CommandResult.Wrong($"\"{Source}\" would be a file of yours, and there are none on the server: only - (a tar stream) can stand there")
        : !string.IsNullOrEmpty(Reference) && ImageNames.Split(Reference, out _, out _) is { } wrong ? CommandResult.Wrong(wrong)
        : null;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Input is not { } input)
        {
            return ArchiveStreams.Nowhere("docker import");
        }

        context.JudgeImage(ImageChanges.Labels(Change));
        var (repository, tag) = ("", "");
        if (!string.IsNullOrEmpty(Reference))
        {
            ImageNames.Split(Reference, out repository, out tag);
        }

        var query = $"?fromSrc=-{ImageCalls.Query("repo", repository)}{ImageCalls.Query("tag", tag)}{ImageCalls.Query("message", Message)}{ImageCalls.Query("platform", Platform)}"
            + string.Concat(Change.Select(c => ImageCalls.Query("changes", c)));
        var report = new EngineReport(context, quiet: false);
        return await ImageUpload.RunAsync(report, $"/images/create{query}", input, [], cancellationToken) ?? new CommandResult(0, report.Text, "");
    }
}
