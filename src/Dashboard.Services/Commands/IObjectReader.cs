using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Commands;

/// <summary>Something that is no container, found by what somebody called it and theirs to see.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Id">What the engine calls it for sure; act on this.</param>
/// <param name="Labels">Its labels, by which rights go; null where rights go by the engine only.</param>
/// <param name="Json">What the engine tells of it, without what is not theirs to see.</param>
public sealed record ResolvedObject(TargetKind Kind, string Id, IReadOnlyDictionary<string, string>? Labels, string Json);

/// <summary>One sort of thing besides containers: the one way to turn its names into things, for every verb. Each row has its own.</summary>
internal interface IObjectReader
{
    /// <summary>Which sort.</summary>
    TargetKind Kind { get; }

    /// <summary>How templates see what the engine tells of it.</summary>
    JsonShape Shape { get; }

    /// <summary>What <c>docker inspect --size</c> calls the sort when it says that it has no size to tell.</summary>
    string SortName { get; }

    /// <summary>The engine's words when there is no such thing.</summary>
    EngineError Missing(string name);

    /// <summary>Finds one by its name or id; null when there is none, or the actor may not see it.</summary>
    /// <exception cref="EngineErrorException">The engine refused; NotFound where it is in the engine's own words that there is none.</exception>
    Task<ResolvedObject?> FindAsync(Actor actor, DockerEnvironment environment, string name, CancellationToken cancellationToken);
}
