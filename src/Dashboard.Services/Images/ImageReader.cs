using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>Images by name, tag, digest or id. They are shared by all of an engine: whoever sees anything there may see them.</summary>
internal sealed class ImageReader : IObjectReader
{
    public TargetKind Kind => TargetKind.Image;

    public string SortName => "image";

    public JsonShape Shape => ImageJson.Shape;

    public EngineError Missing(string name) =>
        new(EngineErrorKind.NotFound, $"No such image: {(ImageReference.TryParse(name, null, out var reference) ? reference.Tagged : name)}");

    public async Task<ResolvedObject?> FindAsync(Actor actor, DockerEnvironment environment, string name, CancellationToken cancellationToken)
    {
        if (!actor.CanSeeAnyOf(environment.Name) || !ImageReference.TryParse(name, null, out var reference))
        {
            return null;
        }

        var json = SecretMask.Apply(await ObjectJson.ReadAsync(environment, $"/images/{reference}/json", cancellationToken));
        using var image = JsonDocument.Parse(json);
        return new ResolvedObject(Kind, image.RootElement.GetProperty("Id").GetString()!, null, json);
    }
}
