using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary><c>docker save</c>: images as a tar stream, as <c>docker load</c> takes them. It takes the right to read files on the whole engine.</summary>
[Verb("save", "Save one or more images to a tar archive (streamed to STDOUT by default)", Aliases = ["image save"])]
public sealed record SaveImages : DockerCommand
{
    /// <summary>Only this platform's variant.</summary>
    [Option("--platform", Since = "1.48", Help = "Save only the given platform variant. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Names or ids.</summary>
    [Argument(0, "IMAGE")]
    public EquatableList<string> Images { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.ReadFiles, CommandTarget.Engine)];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Files.Output is not { } output)
        {
            return ArchiveStreams.Nowhere("docker save");
        }

        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        var names = string.Join('&', Images.Select(i => $"names={Uri.EscapeDataString(ImageCalls.Path(i)["/images/".Length..])}"));
        var platform = Platform is { } wanted ? ImageCalls.Query("platform", wanted.ToJson()) : "";
        await ArchiveStreams.DownloadAsync(context.Connection, $"/images/get?{names}{platform}", output, cancellationToken);
        return new CommandResult(0, "", "");
    }
}
