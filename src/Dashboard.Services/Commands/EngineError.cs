using System.Globalization;

namespace Dashboard.Services.Commands;

/// <summary>Why something could not be done, in kinds that a caller can act on.</summary>
public enum EngineErrorKind
{
    /// <summary>There is no such thing, or the actor may not see it.</summary>
    NotFound,

    /// <summary>The thing's state does not allow it (HTTP 409), e.g. removing a running container.</summary>
    Conflict,

    /// <summary>The engine finds the request wrong (HTTP 400).</summary>
    Invalid,

    /// <summary>The actor lacks the right, or a policy forbids it.</summary>
    Refused,

    /// <summary>The engine can't be reached or does not answer.</summary>
    Unreachable,

    /// <summary>The engine's driver or version can't do it (HTTP 501).</summary>
    Unsupported,

    /// <summary>The audit log can't be written, so nothing is changed.</summary>
    AuditUnavailable,

    /// <summary>The engine failed (HTTP 5xx) or said something unexpected.</summary>
    Failed,
}

/// <summary>The end of every vendor exception: what went wrong, in the engine's own words where it had some.</summary>
/// <param name="Kind">What a caller can act on.</param>
/// <param name="Message">One sentence or more, fit to be shown as it is.</param>
public sealed record EngineError(EngineErrorKind Kind, string Message)
{
    /// <summary>Whether it is the engine that refused, and not we.</summary>
    public bool IsTheEngines { get; init; }

    /// <summary>As the docker CLI prints it: what the engine said is marked as such, what we say ourselves is not.</summary>
    public string ToCliText() => !IsTheEngines && Kind is EngineErrorKind.Refused or EngineErrorKind.Unreachable or EngineErrorKind.AuditUnavailable
        ? Message
        : $"Error response from daemon: {Message}";

    /// <summary>An engine that takes requests and does not answer within <paramref name="patience"/>.</summary>
    public static EngineError Silent(TimeSpan patience) =>
        new(EngineErrorKind.Unreachable, string.Create(CultureInfo.InvariantCulture, $"The engine did not answer within {patience.TotalSeconds:0.#} s."));

    /// <summary>As the docker CLI words an unknown container.</summary>
    public static EngineError NoSuchContainer(ResourceName name) => new(EngineErrorKind.NotFound, $"No such container: {name}");
}

/// <summary>Carries an <see cref="EngineError"/> up to whoever shows it.</summary>
public class EngineErrorException(EngineError error, Exception? inner = null) : Exception(error.Message, inner)
{
    /// <summary>The error.</summary>
    public EngineError Error { get; } = error;
}
