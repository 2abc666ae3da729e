using System.Text.RegularExpressions;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;
using Dashboard.Services.Registries;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Registries;

/// <summary>In plain words what engines and registries say in theirs of a pull, a push, a build or a login that failed.</summary>
internal static partial class RegistryWords
{
    /// <summary>Why, and what to do about it, with the engine's own words on a line below; those alone where nothing is known of them.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="command">What failed; names the registry where the engine does not.</param>
    /// <param name="error">The engine's words.</param>
    public static string Explain(IStringLocalizer<RegistriesText> text, DockerCommand command, string error)
    {
        var why = Key(error) is { } key ? text[key, Registry(command, error)].Value : "";
        return why.Length > 0 ? $"{why}\n{error}" : error;
    }

    // Get "https://10.0.0.5:5000/v2/": http: server gave HTTP response to HTTPS client
    // error parsing HTTP 400 response body: invalid character 'C' looking for beginning of value: "Client sent an HTTP request to an HTTPS server.\n"
    // Get "https://10.0.0.5:5000/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority
    private static string? Key(string error) =>
        Has(error, "server gave HTTP response to HTTPS client") ? "Why.PlainHttp"
        : Has(error, "HTTP request to an HTTPS server") ? "Why.Https"
        : Has(error, "x509:") ? "Why.Certificate"
        : Has(error, "toomanyrequests", "rate limit") ? "Why.RateLimited"
        : Has(error, "no space left") ? "Why.NoSpace"
        : Has(error, "denied", "unauthorized", "no basic auth") ? "Why.Denied"
        : Has(error, "manifest unknown", "not found") ? "Why.NotFound"
        : Has(error, "dial tcp", "no such host", "timeout") ? "Why.Unreachable"
        : null;

    private static string Registry(DockerCommand command, string error) => Asked().Match(error) is { Success: true } asked ? asked.Groups[1].Value : command switch
    {
        PullImage { Name: var name } => ImageNames.Domain(name),
        PushImage { Name: var name } => ImageNames.Domain(name),
        LogIn { Server: { Length: > 0 } server } => server,
        _ => "docker.io",
    };

    private static bool Has(string error, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (error.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("\"https?://([^/\"]+)/")]
    private static partial Regex Asked();
}
