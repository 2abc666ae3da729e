namespace Dashboard.Web.Containers.Limits;

/// <summary>Where a slider stands and how far it goes, in the numbers of the element.</summary>
/// <param name="Least">Left end.</param>
/// <param name="Most">Right end.</param>
/// <param name="Step">From one position to the next.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="TextAt">The option's text at a position.</param>
public sealed record LimitSlider(string Least, string Most, string Step, string Position, Func<double, string> TextAt);
