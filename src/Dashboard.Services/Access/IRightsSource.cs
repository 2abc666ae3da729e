namespace Dashboard.Services.Access;

/// <summary>What everybody has been granted now; held in memory, so that each single check can ask.</summary>
public interface IRightsSource
{
    /// <summary>Raised after grants changed, on any thread: return at once.</summary>
    event Action? Changed;

    /// <summary>Every scope that is granted to anybody.</summary>
    IReadOnlyCollection<GrantScope> Scopes { get; }

    /// <summary>What the user holds now; nothing when there is no such user or they are disabled.</summary>
    GrantSet Of(string userId);

    /// <summary>
    /// Takes in what was written to the database since, in this process or another. What is open for somebody who has lost a
    /// right, or their account, is ended, unless it follows rights by itself and still may go on.
    /// </summary>
    Task RefreshAsync(CancellationToken cancellationToken);
}
