namespace Dashboard.Services.Logs.Search;

/// <summary>A record that matches.</summary>
/// <param name="Number">Its number in the log.</param>
/// <param name="Time">Nanoseconds since 1970; 0 unknown.</param>
public sealed record LogMatch(long Number, long Time);

/// <summary>What a search tells on its way.</summary>
/// <param name="Matches">Those found since the last step, in the order of the search.</param>
/// <param name="Scanned">Records looked at so far.</param>
/// <param name="Total">Records to look at in all.</param>
/// <param name="Done">Whether this is the last step.</param>
/// <param name="Limited">Whether it ended because there are more matches than were asked for.</param>
public sealed record LogSearchStep(IReadOnlyList<LogMatch> Matches, long Scanned, long Total, bool Done, bool Limited);
