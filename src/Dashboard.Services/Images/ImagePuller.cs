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
    /// <param name="report">Takes each line of progress, in order, on the reader's thread.</param>
    /// <param name="cancellationToken">Gives up, and makes the engine give up.</param>
    /// <exception cref="EngineErrorException">The engine or the registry refused, in their words.</exception>
    public async Task PullAsync(ImageReference image, string? platform, Action<string> report, CancellationToken cancellationToken)
    {
        var messages = new Messages(report);
        await _connection.Client.Images.CreateImageAsync(
            new ImagesCreateParameters { FromImage = image.Tagged, Platform = platform }, authConfig: null, messages, cancellationToken);
        if (messages.Error is { } error)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, error));
        }
    }

    // Synchronous, unlike Progress<T>: a failure comes as a message, and must be known when the call ends.
    private sealed class Messages(Action<string> report) : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value)
        {
            if (value.Error is { } error)
            {
                Error = error.Message;
            }
            else if (value.Progress is null or { Current: 0, Total: 0 } && value.Status is { Length: > 0 } status)
            {
                // Without a terminal the docker CLI leaves out the bars as well.
                report(string.IsNullOrEmpty(value.ID) ? status : $"{value.ID}: {status}");
            }
        }
    }
}
