namespace Dashboard.Services.Access;

/// <summary>
/// The one row of table <c>RightsVersion</c>: counts changes of who may do what. Triggers count, so no writer can forget to, not even
/// another process.
/// </summary>
public sealed class RightsVersion
{
    /// <summary>Always 1.</summary>
    public required int Id { get; init; }

    /// <summary>The count.</summary>
    public required long Version { get; init; }
}
