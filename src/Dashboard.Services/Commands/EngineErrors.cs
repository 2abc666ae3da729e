using System.Net;
using System.Text.Json;
using Docker.DotNet;

namespace Dashboard.Services.Commands;

/// <summary>Turns what the client library and the transport throw into <see cref="EngineError"/>s: the only place that does. What looks secret in them is masked.</summary>
internal static class EngineErrors
{
    /// <summary>The error for <paramref name="exception"/>; null when it is a bug of ours that must not be dressed up.</summary>
    public static EngineError? Translate(Exception exception) => exception switch
    {
        EngineErrorException own => own.Error,
        DockerApiException api => new EngineError(Kind(api.StatusCode), Message(api)) { IsTheEngines = Kind(api.StatusCode) == EngineErrorKind.Refused },
        HttpRequestException or IOException or System.Net.Sockets.SocketException or TimeoutException =>
            new EngineError(EngineErrorKind.Unreachable, $"The connection to the engine was lost: {exception.Message}"),
        JsonException or InvalidDataException => NotUnderstood(exception),
        // What the reader of JSON and the client library say of a value that is of another type, missing or too large.
        InvalidOperationException or KeyNotFoundException or FormatException or NotImplementedException or NotSupportedException or OverflowException or ArgumentException
            when exception is not ObjectDisposedException && exception.Source is { } source
                && (source.StartsWith("System.Text.Json", StringComparison.Ordinal) || source.StartsWith("Docker.DotNet", StringComparison.Ordinal)) => NotUnderstood(exception),
        _ => null,
    };

    /// <summary>Whether it is what comes of a value in an answer that is missing, empty or out of range, where it is used and not where it is read.</summary>
    public static bool IsOfAnAnswer(Exception exception) => exception is NullReferenceException or InvalidCastException or ArgumentException or FormatException or OverflowException
        or IndexOutOfRangeException or KeyNotFoundException or InvalidOperationException and not ObjectDisposedException;

    /// <summary>The error of an answer that makes no sense: where in it, or how. The reader's own words may quote a value.</summary>
    public static EngineError NotUnderstood(Exception exception) => new(EngineErrorKind.Failed, exception switch
    {
        JsonException { Path: { } path } => $"The engine's answer can't be understood, at {path}.",
        JsonException or FormatException or InvalidOperationException => "The engine's answer can't be understood.",
        _ => $"The engine's answer can't be understood: {exception.Message}",
    });

    private static EngineErrorKind Kind(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => EngineErrorKind.NotFound,
        HttpStatusCode.Conflict => EngineErrorKind.Conflict,
        HttpStatusCode.BadRequest => EngineErrorKind.Invalid,
        HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => EngineErrorKind.Refused,
        HttpStatusCode.NotImplemented => EngineErrorKind.Unsupported,
        _ => EngineErrorKind.Failed,
    };

    // The engine's body is {"message":"…"}; a proxy in between may answer anything.
    private static string Message(DockerApiException exception)
    {
        try
        {
            using var body = JsonDocument.Parse(exception.ResponseBody ?? "");
            if (body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text)
            {
                return SecretWords.Mask(text.TrimEnd());
            }
        }
        catch (JsonException)
        {
            return SecretWords.Mask($"HTTP {(int)exception.StatusCode}: {exception.ResponseBody}".TrimEnd());
        }

        return $"HTTP {(int)exception.StatusCode}";
    }
}
