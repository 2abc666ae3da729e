using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Images;

/// <summary>Pulls images and tells how it goes. Cancelling ends the engine's work too, since it listens for us.</summary>
public sealed class ImagePuller
{
    private readonly EngineConnection _connection;

    internal ImagePuller(EngineConnection connection) => _connection = connection;

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
        var messages = new Messages(report, progress);
        await _connection.Client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = image.Tagged, Platform = platform }, authConfig: null, messages, cancellationToken);
        if (messages.Error is { } error)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, error));
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

    // Synchronous, unlike Progress<T>: a failure comes as a message, and must be known when the call ends.
    private sealed class Messages(Action<string> report, IProgress<LayerProgress>? progress) : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value)
        {
            if (value.Error is { } error)
            {
                Error = error.Message;
                return;
            }

            progress?.Report(new LayerProgress(value.ID ?? "", value.Status ?? "", value.Progress?.Current ?? 0, value.Progress?.Total ?? 0));
            if (value.Progress is null or { Current: 0, Total: 0 } && value.Status is { Length: > 0 } status)
            {
                // Without a terminal the docker CLI leaves out the bars as well.
                report(string.IsNullOrEmpty(value.ID) ? status : $"{value.ID}: {status}");
            }
        }
    }
}
