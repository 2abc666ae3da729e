using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <inheritdoc cref="IImageQueries"/>
internal sealed class ImageQueries : IImageQueries
{
    private const string Untagged = "<none>:<none>";
    private const string NoDigest = "<none>@<none>";

    // The engine tells shared sizes with the list from here on; before, only with the disk use of everything.
    private static readonly Version _sharedSizes = new(1, 42);

    public async Task<IReadOnlyList<string>> TagsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        using var images = await ReadAsync(actor, environment, "/images/json", cancellationToken);
        var visible = await VisibleIds.OfImagesAsync(actor, environment, cancellationToken);
        return [.. images.RootElement.EnumerateArray().Where(i => VisibleImages.Holds(visible, i)).SelectMany(i => Texts(i, "RepoTags")).Where(t => t != Untagged).Distinct().Order(StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<ImageSummary>> ListAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        using var images = await ReadAsync(actor, environment, "/images/json", cancellationToken);
        var users = await UsersAsync(actor, environment, cancellationToken);
        var visible = await VisibleIds.OfImagesAsync(actor, environment, cancellationToken);
        return [.. images.RootElement.EnumerateArray().Where(i => VisibleImages.Holds(visible, i)).Select(i => Summary(i, users, i.GetProperty("Created").GetInt64())).OrderByDescending(i => i.Created)];
    }

    public async Task<IReadOnlyDictionary<string, long>> SharedSizesAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        var tellsWithList = environment.Connection.ApiVersion >= _sharedSizes;
        using var answer = await ReadAsync(actor, environment, tellsWithList ? "/images/json?shared-size=1" : "/system/df", cancellationToken);
        var images = tellsWithList ? answer.RootElement : answer.RootElement.GetProperty("Images");
        var visible = await VisibleIds.OfImagesAsync(actor, environment, cancellationToken);
        return images.EnumerateArray().Where(i => VisibleImages.Holds(visible, i) && i.GetProperty("SharedSize").GetInt64() >= 0)
            .ToDictionary(i => i.GetProperty("Id").GetString()!, i => i.GetProperty("SharedSize").GetInt64());
    }

    public async Task<ImageDetails> DetailsAsync(Actor actor, DockerEnvironment environment, string image, CancellationToken cancellationToken)
    {
        var path = ImageCalls.Path(image);
        await VisibleImages.RequireAsync(actor, environment, image, cancellationToken);
        using var whole = await ReadAsync(actor, environment, $"{path}/json", cancellationToken);
        using var history = await ReadAsync(actor, environment, $"{path}/history", cancellationToken);
        var secrets = SecretMask.SecretsOf(whole.RootElement);
        using var found = JsonDocument.Parse(SecretMask.Apply(whole.RootElement.GetRawText()));
        var root = found.RootElement;
        var users = await UsersAsync(actor, environment, cancellationToken);
        var created = root.TryGetProperty("Created", out var text) && DateTimeOffset.TryParse(text.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : default;
        var config = root.TryGetProperty("Config", out var made) && made.ValueKind == JsonValueKind.Object ? made : default;
        var variant = Text(root, "Variant");
        return new ImageDetails(
            Summary(root, users, created.ToUnixTimeSeconds()) with { Labels = Labels(config) },
            $"{Text(root, "Os")}/{Text(root, "Architecture")}{(variant.Length > 0 ? $"/{variant}" : "")}",
            Text(root, "Author"),
            Text(root, "Comment"),
            [.. Config(config)],
            [.. Texts(config, "Env")],
            ImageLayer.OfAll(history.RootElement, secrets));
    }

    private static IEnumerable<KeyValuePair<string, string>> Config(JsonElement config)
    {
        foreach (var name in (string[])["Entrypoint", "Cmd", "WorkingDir", "User", "StopSignal", "Shell"])
        {
            if (config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && Line(value) is { Length: > 0 } line)
            {
                yield return KeyValuePair.Create(name, line);
            }
        }

        foreach (var name in (string[])["ExposedPorts", "Volumes"])
        {
            if (config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
            {
                yield return KeyValuePair.Create(name, string.Join(", ", value.EnumerateObject().Select(p => p.Name)));
            }
        }
    }

    private static string Line(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(v => ShellWords.Quote(v.GetString()!))),
        _ => "",
    };

    private static ImageSummary Summary(JsonElement image, ILookup<string, ImageUser> users, long created)
    {
        var id = image.GetProperty("Id").GetString()!;
        return new ImageSummary(
            id,
            [.. Texts(image, "RepoTags").Where(t => t != Untagged).Order(StringComparer.Ordinal)],
            [.. Texts(image, "RepoDigests").Where(d => d != NoDigest).Order(StringComparer.Ordinal)],
            DateTimeOffset.FromUnixTimeSeconds(created),
            image.TryGetProperty("Size", out var size) ? size.GetInt64() : 0,
            MaskedLabels.Of(Labels(image)),
            [.. users[id].OrderBy(u => u.Name, StringComparer.Ordinal)]);
    }

    // The containers that exist for the actor: how many others there are is not theirs to know.
    private static async Task<ILookup<string, ImageUser>> UsersAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        using var containers = await ReadAsync(actor, environment, "/containers/json?all=1", cancellationToken);
        return containers.RootElement.EnumerateArray().Where(c => actor.RightsOn(environment.Name, Labels(c)).HasFlag(Right.View)).ToLookup(
            c => Text(c, "ImageID"),
            c => new ImageUser(Text(c, "Id"), Texts(c, "Names").FirstOrDefault(n => n.LastIndexOf('/') == 0)?[1..] ?? Text(c, "Id"), Text(c, "State") is "running" or "paused" or "restarting"));
    }

    private static async Task<JsonDocument> ReadAsync(Actor actor, DockerEnvironment environment, string path, CancellationToken cancellationToken)
    {
        if (!actor.CanSeeAnyOf(environment.Name))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such environment: {environment.Name}"));
        }

        try
        {
            return await ImageCalls.ReadAsync(environment.Connection, HttpMethod.Get, path, cancellationToken);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static IEnumerable<string> Texts(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var texts) && texts.ValueKind == JsonValueKind.Array ? texts.EnumerateArray().Select(t => t.GetString()!) : [];

    private static Dictionary<string, string> Labels(JsonElement of) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty("Labels", out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString() ?? "") : [];
}
