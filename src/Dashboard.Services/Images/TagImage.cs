using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary><c>docker tag</c>: gives an image another name. Others run what is called so, so it takes the right to create on the whole engine.</summary>
[Verb("tag", "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE", Aliases = ["image tag"])]
public sealed record TagImage : DockerCommand
{
    /// <summary>Name or id.</summary>
    [Argument(0, "SOURCE_IMAGE[:TAG]")]
    public string Source { get; init; } = "";

    /// <summary>The other name.</summary>
    [Argument(1, "TARGET_IMAGE[:TAG]")]
    public string Target { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [ImageNameRules.Give];

    internal override CommandResult? Complaint =>
        !ImageReference.TryParse(Source, null, out _) && ImageNames.Complaint(Source) is { } noSource ? CommandResult.Wrong($"Error parsing reference: \"{Source}\" is not a valid repository/tag: {noSource}")
        : ImageNames.Complaint(Target) is { } wrong ? CommandResult.Wrong($"Error parsing reference: \"{Target}\" is not a valid repository/tag: {wrong}")
        : ImageNames.Split(Target, out _, out _) is { } noTag ? CommandResult.Wrong(noTag)
        : null;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        ImageNames.Split(Target, out var repository, out var tag);
        using var answer = await context.Connection.Http.SendAsync(
            HttpMethod.Post, $"{ImageCalls.Path(Source)}/tag?repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}", body: null, cancellationToken);
        return new CommandResult(0, "", "");
    }
}
