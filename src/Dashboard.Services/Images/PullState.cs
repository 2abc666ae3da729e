using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>How far a pull is.</summary>
/// <param name="Layers">The layers known so far, in the order in which the engine named them.</param>
/// <param name="Fraction">From 0 to 1, each layer weighing the same: sizes are known only once a download begins.</param>
/// <param name="Complete">Layers that are done, those included that were there before.</param>
/// <param name="Downloaded">Bytes downloaded.</param>
/// <param name="Total">Bytes of the layers whose download has begun.</param>
public sealed record PullState(IReadOnlyList<LayerProgress> Layers, double Fraction, int Complete, long Downloaded, long Total);
