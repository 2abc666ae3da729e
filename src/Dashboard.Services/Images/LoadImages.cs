using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary><c>docker load</c>: images from a tar stream. They come with their names, which are everybody's: it takes the right to create on the whole engine.</summary>
[Verb("load", "Load an image from a tar archive or STDIN", Aliases = ["image load"])]
public sealed record LoadImages : DockerCommand
{
    /// <summary>Only this platform's variant.</summary>
    [Option("--platform", Since = "1.48", Help = "Load only the given platform variant. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Nothing is told but what was loaded.</summary>
    [Option("--quiet", "-q", Help = "Suppress the load output")]
    public bool Quiet { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [ImageNameRules.Give];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Input is not { } input)
        {
            return ArchiveStreams.Nowhere("docker load");
        }

        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        // The docker CLI asks for no progress either where nobody looks on.
        var quiet = Quiet || (context.Terminal is null && context.Progress is null);
        var platform = Platform is { } wanted ? ImageCalls.Query("platform", wanted.ToJson()) : "";
        var report = new EngineReport(context, quiet: false);
        return await ImageUpload.RunAsync(report, $"/images/load?quiet={(quiet ? 1 : 0)}{platform}", input, [], cancellationToken)
            ?? new CommandResult(0, report.Text, "");
    }
}
