namespace Dashboard.Services.Commands;

/// <summary>How far one layer of an image is, as the engine tells it while it pulls.</summary>
/// <param name="Layer">Beginning of the layer's digest; "" where the message is about the image as a whole.</param>
/// <param name="Status">The engine's words: "Downloading", "Extracting", "Pull complete", …</param>
/// <param name="Current">Bytes done of what the status names; 0 unknown.</param>
/// <param name="Total">Bytes in all; 0 unknown.</param>
public sealed record LayerProgress(string Layer, string Status, long Current, long Total)
{
    /// <summary>Whether the status is a piece of a build's output, with line breaks of its own.</summary>
    public bool IsPiece { get; init; }

    /// <summary>Number of the step that the piece is of, where steps run side by side; 0 is the one that began last.</summary>
    public int Step { get; init; }
}
