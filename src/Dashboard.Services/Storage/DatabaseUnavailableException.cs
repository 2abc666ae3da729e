namespace Dashboard.Services.Storage;

/// <summary>The error of something that has to be written before it counts, while the database can't be written.</summary>
/// <param name="message">Why not.</param>
/// <param name="inner">What the database said.</param>
public sealed class DatabaseUnavailableException(string message, Exception inner) : Exception(message, inner);
