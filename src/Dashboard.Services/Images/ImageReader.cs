using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>Images by name, tag, digest or id. They are shared by all of an engine: whoever sees anything there may see them.</summary>
internal sealed class ImageReader : IObjectReader
{
    private static readonly JsonSerializerOptions _asItWas = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

        var json = await ObjectJson.ReadAsync(environment, $"/images/{reference}/json", cancellationToken);

        var image = JsonNode.Parse(json)!;
        return new ResolvedObject(Kind, image["Id"]!.GetValue<string>(), null, Mask(image) ? image.ToJsonString(_asItWas) : json);
    }

    private static bool Mask(JsonNode image)
    {
        var masked = false;
        foreach (var part in (string[])["Config", "ContainerConfig"])
        {
            if (image[part]?["Env"] is not JsonArray variables)
            {
                continue;
            }

            for (var i = 0; i < variables.Count; i++)
            {
                if (variables[i]?.GetValue<string>() is { } entry && SecretNames.OfEntry(entry) is { } secret)
                {
                    variables[i] = $"{secret}={SecretWords.Masked}";
                    masked = true;
                }
            }
        }

        return masked;
    }
}
