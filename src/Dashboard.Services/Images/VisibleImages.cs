using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary>Checks that images exist for an actor (<see cref="VisibleIds"/>) before anything is told of them.</summary>
internal static class VisibleImages
{
    /// <summary>Checks that the image called so exists for <paramref name="actor"/>.</summary>
    /// <exception cref="EngineErrorException">NotFound, in the same words whether there is none or it does not exist for them.</exception>
    public static async Task RequireAsync(Actor actor, DockerEnvironment environment, string image, CancellationToken cancellationToken)
    {
        if (await VisibleIds.OfImagesAsync(actor, environment, cancellationToken) is not { } ids)
        {
            return;
        }

        try
        {
            using var found = await ImageCalls.ReadAsync(environment.Connection, HttpMethod.Get, $"{ImageCalls.Path(image)}/json", cancellationToken);
            if (!Holds(ids, found.RootElement))
            {
                throw new EngineErrorException(Missing(image));
            }
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { Kind: EngineErrorKind.NotFound })
        {
            throw new EngineErrorException(Missing(image), e);
        }
    }

    /// <summary>Whether the image that <paramref name="image"/> describes is one of <paramref name="ids"/>; null is every image.</summary>
    public static bool Holds(IReadOnlySet<string>? ids, JsonElement image) =>
        ids is null || (image.TryGetProperty("Id", out var id) && id.GetString() is { } text && ids.Contains(text));

    /// <summary>The engine's words where there is no such image.</summary>
    public static EngineError Missing(string name) =>
        new(EngineErrorKind.NotFound, $"No such image: {(ImageReference.TryParse(name, null, out var reference) ? reference.Tagged : name)}");
}
