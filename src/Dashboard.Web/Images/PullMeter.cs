using Dashboard.Services.Commands;
using Dashboard.Services.Images;

namespace Dashboard.Web.Images;

/// <summary>
/// Follows a pull for a page: a picture of it at most ten times a second, however fast the engine tells, and one when all layers are there.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="show">Takes the picture; called on the engine's thread, so a component goes through InvokeAsync.</param>
public sealed class PullMeter(TimeProvider time, Func<PullState, Task> show) : IProgress<LayerProgress>
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    private readonly PullBoard _board = new();
    private long? _shown;

    /// <inheritdoc/>
    public void Report(LayerProgress value)
    {
        _board.Report(value);
        if (_shown is not { } last || time.GetElapsedTime(last) >= Spacing || value.Status == "Pull complete")
        {
            _shown = time.GetTimestamp();
            _ = show(_board.State);
        }
    }
}
