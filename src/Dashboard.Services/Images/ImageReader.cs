using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>Finds images by name, tag, digest or id, as far as they exist for the actor (<see cref="VisibleIds"/>).</summary>
internal sealed class ImageReader : IObjectReader
{
    public TargetKind Kind => TargetKind.Image;

    public string SortName => "image";

    public JsonShape Shape => ImageJson.Shape;

    public EngineError Missing(string name) => VisibleImages.Missing(name);

    public async Task<ResolvedObject?> FindAsync(Actor actor, DockerEnvironment environment, string name, CancellationToken cancellationToken)
    {
        if (!actor.CanSeeAnyOf(environment.Name) || !ImageReference.TryParse(name, null, out var reference))
        {
            return null;
        }

        var json = SecretMask.Apply(await ObjectJson.ReadAsync(environment, $"/images/{reference}/json", cancellationToken));
        using var image = JsonDocument.Parse(json);
        var visible = await VisibleIds.OfImagesAsync(actor, environment, cancellationToken);
        return VisibleImages.Holds(visible, image.RootElement)
            ? new ResolvedObject(Kind, image.RootElement.GetProperty("Id").GetString()!, null, json)
            : null;
    }
}
