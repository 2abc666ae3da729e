using Dashboard.Services.Access;

namespace Dashboard.Services.Commands;

/// <summary>A right that a command needs on a thing.</summary>
/// <param name="Right">The right.</param>
/// <param name="Target">The thing.</param>
public sealed record Demand(Right Right, CommandTarget Target);
