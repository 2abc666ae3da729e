using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Images;

/// <summary><c>docker images</c>, as far as they exist for the actor (<see cref="VisibleIds"/>).</summary>
[Verb("images", "List images", Aliases = ["image ls", "image list"])]
public sealed record ListImages : DockerCommand
{
    /// <summary>Those too that only others were built on.</summary>
    [Option("--all", "-a", Help = "Show all images (default hides intermediate images)")]
    public bool All { get; init; }

    /// <summary>Digests too.</summary>
    [Option("--digests", Help = "Show digests")]
    public bool Digests { get; init; }

    /// <summary>Only those that fit, e.g. "dangling=true".</summary>
    [Option("--filter", "-f", Type = "filter", Help = "Filter output based on conditions provided")]
    public EquatableList<FilterOption> Filter { get; init; } = [];

    /// <summary>"table", "table TEMPLATE", "json", "raw" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Nothing is cut.</summary>
    [Option("--no-trunc", Help = "Don't truncate output")]
    public bool NoTrunc { get; init; }

    /// <summary>Ids only.</summary>
    [Option("--quiet", "-q", Help = "Only show image IDs")]
    public bool Quiet { get; init; }

    /// <summary>Only images called so; * stands for anything.</summary>
    [Argument(0, "REPOSITORY[:TAG]", Optional = true)]
    public string? Repository { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override bool ListsNames => Quiet;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        FilterOption[] filters = [.. Filter, .. string.IsNullOrEmpty(Repository) ? Array.Empty<FilterOption>() : [new FilterOption("reference", Repository)]];
        var images = await context.Connection.Client.Images.ListImagesAsync(
            new ImagesListParameters { All = All, Filters = filters.Length > 0 ? FilterOption.ForEngine(filters) : null }, cancellationToken);
        var visible = await VisibleIds.OfImagesAsync(context.Actor, context.Environment, cancellationToken);
        var format = ImageFormats.Of(Format, Quiet, Digests);
        var now = TimeProvider.System.GetUtcNow();
        var withDigests = Digests || format.Contains("{{.Digest}}", StringComparison.Ordinal);
        return ImageCalls.Write(format, images.Where(i => visible?.Contains(i.ID) ?? true).SelectMany(i => ImageRow.Of(i, now, !NoTrunc, withDigests, Digests)), ImageRow.Titles);
    }
}
