using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Access.Registries;

namespace Dashboard.Services.Images;

/// <summary>Pulls images and tells how it goes. Cancelling ends the engine's work too, since it listens for us.</summary>
public sealed class ImagePuller
{
    private readonly EngineConnection _connection;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;

    private ImagePuller(EngineConnection connection, IReadOnlyList<KeyValuePair<string, string>> headers) => (_connection, _headers) = (connection, headers);

    /// <summary>One with the account that is kept for the registry of <paramref name="image"/>.</summary>
    /// <exception cref="EngineErrorException">Refused: the name may not be moved, or the registry not be contacted.</exception>
    internal static async Task<ImagePuller> ForAsync(CommandContext context, ImageReference image, CancellationToken cancellationToken)
    {
        await ImageNameRules.RequirePullAsync(context, image.Tagged, allTags: false, cancellationToken);
        return new(context.Connection, await context.Hosts.OpenRegistryAsync(ImageNames.Domain(image.Value), cancellationToken));
    }

    /// <summary>Pulls <paramref name="image"/>.</summary>
    /// <param name="image">What to pull; "latest" where it names no tag.</param>
    /// <param name="platform">Platform, e.g. "linux/arm64", or null for the engine's.</param>
    /// <param name="report">Takes each line that is worth keeping, in order, on the reader's thread.</param>
    /// <param name="progress">Takes every step of every layer, in order, on the reader's thread.</param>
    /// <param name="cancellationToken">Gives up, and makes the engine give up.</param>
    /// <exception cref="EngineErrorException">The engine or the registry refused, in their words.</exception>
    public async Task PullAsync(
        ImageReference image, string? platform, Action<string> report, IProgress<LayerProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var answer = await _connection.Http.SendAsync(HttpMethod.Post, Path(image.Tagged, platform), body: null, _headers, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var message in EngineMessage.ReadAllAsync(stream, cancellationToken))
        {
            if (message.Error is { } error)
            {
                throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, error));
            }

            progress?.Report(message.Progress);
            // Without a terminal the docker CLI leaves out the bars as well.
            if (message.Line is { Length: > 0 } line)
            {
                report(line.TrimEnd('\n'));
            }
        }
    }

    /// <summary>Pulls <paramref name="image"/> in somebody's terminal, drawn as the docker CLI draws it.</summary>
    /// <param name="image">What to pull; "latest" where it names no tag.</param>
    /// <param name="platform">Platform, or null for the engine's.</param>
    /// <param name="why">A line before it; "" is none.</param>
    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="cancellationToken">Gives up, and makes the engine give up.</param>
    /// <exception cref="EngineErrorException">The engine or the registry refused, in their words.</exception>
    public async Task ShowAsync(ImageReference image, string? platform, string why, ITerminal terminal, CancellationToken cancellationToken)
    {
        await using var screen = new PullScreen(terminal, cancellationToken);
        if (why.Length > 0)
        {
            screen.Report(new LayerProgress("", why, 0, 0));
        }

        await PullAsync(image, platform, _ => { }, screen, cancellationToken);
    }

    /// <summary>The engine's path for a pull; a name without a tag is all of its tags.</summary>
    internal static string Path(string image, string? platform) =>
        $"/images/create?fromImage={Uri.EscapeDataString(image)}{(string.IsNullOrEmpty(platform) ? "" : $"&platform={Uri.EscapeDataString(platform)}")}";
}
