using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>
/// Adds up what the engine tells of a pull's layers. The statuses are those of the engine's xfer and progress packages
/// (moby, distribution/pull_v2.go): layers are named first, then downloaded several at once, then extracted one after the other.
/// </summary>
public sealed class PullBoard : IProgress<LayerProgress>
{
    // Where a layer is downloaded and not extracted yet: for most images that is the greater part of the time.
    private const double DownloadShare = 0.7;

    private readonly Lock _gate = new();
    private readonly List<LayerProgress> _layers = [];
    private readonly Dictionary<string, int> _places = [];

    /// <summary>How far it is now.</summary>
    public PullState State
    {
        get
        {
            lock (_gate)
            {
                return new PullState(
                    [.. _layers],
                    _layers.Count == 0 ? 0 : _layers.Average(Fraction),
                    _layers.Count(IsComplete),
                    _layers.Sum(l => IsDownloading(l) ? l.Current : l.Total),
                    _layers.Sum(l => l.Total));
            }
        }
    }

    /// <summary>Takes the engine's next message.</summary>
    public void Report(LayerProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // "1.27: Pulling from library/nginx" has the tag where others have the layer.
        if (value.Layer.Length == 0 || value.Status.StartsWith("Pulling from ", StringComparison.Ordinal))
        {
            return;
        }

        lock (_gate)
        {
            if (!_places.TryGetValue(value.Layer, out var place))
            {
                place = _places[value.Layer] = _layers.Count;
                _layers.Add(value);
            }

            // A size, once known, stays: later messages leave it out.
            _layers[place] = value.Total > 0 ? value : value with { Total = _layers[place].Total };
        }
    }

    private static bool IsComplete(LayerProgress layer) => layer.Status is "Pull complete" or "Already exists";

    private static bool IsDownloading(LayerProgress layer) => layer.Status == "Downloading";

    private static double Fraction(LayerProgress layer) => layer.Status switch
    {
        _ when IsComplete(layer) => 1,
        "Downloading" => DownloadShare * Part(layer),
        "Verifying Checksum" or "Download complete" => DownloadShare,
        "Extracting" => DownloadShare + ((1 - DownloadShare) * Part(layer)),
        _ => 0,
    };

    private static double Part(LayerProgress layer) => layer.Total > 0 ? Math.Clamp((double)layer.Current / layer.Total, 0, 1) : 0;
}
