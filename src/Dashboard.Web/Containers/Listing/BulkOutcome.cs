using Dashboard.Services.Commands;
using Dashboard.Services.Containers;

namespace Dashboard.Web.Containers.Listing;

/// <summary>What came of one container of many.</summary>
/// <param name="Row">The container as it was when the command was given.</param>
/// <param name="Error">Why not; null when it was done.</param>
public sealed record BulkResult(ContainerRow Row, EngineError? Error);

/// <summary>What came of a command that was given to many containers, engine by engine.</summary>
/// <param name="Command">The command; its containers are those of the last engine and mean nothing here.</param>
/// <param name="Results">A result for each container.</param>
public sealed record BulkOutcome(ContainersCommand Command, IReadOnlyList<BulkResult> Results)
{
    /// <summary>Those that it was not done to.</summary>
    public IEnumerable<BulkResult> Failures => Results.Where(r => r.Error is not null);

    /// <summary>With the results of one more engine.</summary>
    public BulkOutcome With(IReadOnlyList<ContainerRow> rows, CommandResult result)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(result);
        var errors = result.Targets.Where(t => t.Error is not null).DistinctBy(t => t.Target).ToDictionary(t => t.Target, t => t.Error);
        // Without a word on any of them, whatever there was to say is about all of them.
        var all = result.Error ?? (result.ExitCode == 0 || errors.Count > 0 ? null : new EngineError(EngineErrorKind.Failed, result.Stderr.Trim()));
        return this with { Results = [.. Results, .. rows.Select(r => new BulkResult(r, errors.GetValueOrDefault(r.Name) ?? all))] };
    }
}
