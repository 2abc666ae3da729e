using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary>
/// <c>docker image inspect</c>: the engine's own words about images. Values of variables that look secret are masked unless the actor may
/// reveal them on the whole engine; then the audit log has a row of it.
/// </summary>
[Verb("image inspect", "Display detailed information on one or more images")]
public sealed record InspectImages : InspectCommand
{
    /// <summary>Of which platform's variant, e.g. "linux/arm64".</summary>
    [Option("--platform", Since = "1.49", Help = "Inspect a specific platform of the multi-platform image")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Names or ids.</summary>
    [Argument(0, "IMAGE")]
    public EquatableList<string> Images { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets) || actor.MayOnAllOf(Right.RevealSecrets, environment);

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken) =>
        ApiVersions.Missing(this, context.Connection.ApiVersion) ?? await base.ExecuteAsync(context, cancellationToken);

    internal override int Count(CommandContext context) => Images.Count;

    internal override async Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        await VisibleImages.RequireAsync(context.Actor, context.Environment, Images[index], cancellationToken);
        var query = Platform is { } wanted ? $"?platform={Uri.EscapeDataString(wanted.ToJson())}" : "";
        await using var body = await context.Connection.Http.OpenAsync($"{ImageCalls.Path(Images[index])}/json{query}", cancellationToken);
        var json = await WholeAnswer.ReadAsync(body, cancellationToken);
        return new InspectedObject(
            Encoding.UTF8.GetString(context.Actor.MayOnAllOf(Right.RevealSecrets, context.Environment.Name) ? json : SecretMask.Apply(json)), ImageJson.Shape);
    }
}
