using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary><c>docker history</c>: the instructions that made an image's layers. What looks secret in them is masked for everybody.</summary>
[Verb("history", "Show the history of an image", Aliases = ["image history"])]
public sealed record ShowHistory : DockerCommand
{
    /// <summary>"table", "table TEMPLATE", "json" or a template; null is the usual table.</summary>
    [Option("--format", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Sizes and times in words.</summary>
    [Option("--human", "-H", Help = "Print sizes and dates in human readable format")]
    public bool Human { get; init; } = true;

    /// <summary>Nothing is cut.</summary>
    [Option("--no-trunc", Help = "Don't truncate output")]
    public bool NoTrunc { get; init; }

    /// <summary>Of which platform's variant, e.g. "linux/arm64".</summary>
    [Option("--platform", Since = "1.48", Help = "Show history for the given platform. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Ids only.</summary>
    [Option("--quiet", "-q", Help = "Only show image IDs")]
    public bool Quiet { get; init; }

    /// <summary>Name or id.</summary>
    [Argument(0, "IMAGE")]
    public string Image { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        await VisibleImages.RequireAsync(context.Actor, context.Environment, Image, cancellationToken);
        var query = Platform is { } platform ? $"?platform={Uri.EscapeDataString(platform.ToJson())}" : "";
        using var layers = await ImageCalls.ReadAsync(context.Connection, HttpMethod.Get, $"{ImageCalls.Path(Image)}/history{query}", cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        return ImageCalls.Write(
            ImageFormats.OfHistory(Format, Quiet, Human), ImageLayer.OfAll(layers.RootElement, KnownSecrets.None).Select(l => new HistoryRow(l, now, !NoTrunc, Human)), HistoryRow.Titles);
    }
}
