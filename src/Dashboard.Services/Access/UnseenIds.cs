using System.Text.RegularExpressions;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Access;

/// <summary>
/// Hides ids and names of containers that an actor may not see from the engine's error messages: a conflict over a name, a volume or a
/// network names its other user.
/// </summary>
internal static partial class UnseenIds
{
    private const string Hidden = "(hidden)";

    /// <summary>Whether any text of <paramref name="result"/> mentions something like an id.</summary>
    public static bool MayBeIn(CommandResult result) => Errors(result).Any(e => Id().IsMatch(e));

    /// <summary>The result with each id hidden that was neither typed nor belongs to a visible container.</summary>
    /// <param name="result">A result with errors.</param>
    /// <param name="typed">The command as it was typed.</param>
    /// <param name="visible">Full ids of the containers that the actor sees.</param>
    public static CommandResult Hide(CommandResult result, string typed, IReadOnlyCollection<string> visible)
    {
        return result with
        {
            Stderr = string.Join('\n', result.Stderr.Split('\n').Select(line => IsTheEngines(line) ? HideIn(line) : line)),
            Error = HideError(result.Error),
            Targets = [.. result.Targets.Select(t => t.Error is null ? t : t with { Error = HideError(t.Error) })],
        };

        string HideIn(string text) => Id().Replace(
            NamedEndpoint().Replace(text, endpoint => IsSeen(endpoint.Groups["id"].Value) ? endpoint.Value : $"name:\"{Hidden}\" id:\"{Hidden}\""),
            id => IsSeen(id.Value) ? id.Value : Hidden);
        EngineError? HideError(EngineError? error) => error is null ? null : error with { Message = HideIn(error.Message) };
        bool IsSeen(string id) => typed.Contains(id, StringComparison.Ordinal) || visible.Any(v => v.StartsWith(id, StringComparison.Ordinal));
    }

    // What a process in a container writes to its standard error is passed on as it is.
    private static bool IsTheEngines(string line) => line.Contains("Error response from daemon: ", StringComparison.Ordinal);

    private static IEnumerable<string> Errors(CommandResult result) =>
        [.. result.Stderr.Split('\n').Where(IsTheEngines), result.Error?.Message ?? "", .. result.Targets.Select(t => t.Error?.Message ?? "")];

    // Short and full ids of containers and networks; digests ("sha256:…") are of what is public.
    [GeneratedRegex("(?<![0-9a-zA-Z:])(?:[0-9a-f]{64}|[0-9a-f]{12})(?![0-9a-zA-Z])")]
    private static partial Regex Id();

    // Docker 27 and later: network shop has active endpoints (name:"web" id:"5cbf3a0b1e2d")
    [GeneratedRegex("name:\"[^\"]*\" id:\"(?<id>[0-9a-f]+)\"")]
    private static partial Regex NamedEndpoint();
}
