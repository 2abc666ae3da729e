namespace Dashboard.Services.Commands;

/// <summary>
/// What stands for "-" on the user's side of <c>docker cp</c>, <c>export</c>, <c>save</c>, <c>load</c>, <c>import</c> and <c>build</c>: bytes that come in and go out as they are, never kept whole.
/// </summary>
/// <param name="Input">Where an archive comes from; null when there is none.</param>
/// <param name="Output">Where an archive goes; null when nobody takes one.</param>
public sealed record CommandFiles(Stream? Input, Stream? Output)
{
    /// <summary>No files either way: a typed line, a button.</summary>
    public static CommandFiles None { get; } = new(null, null);
}
