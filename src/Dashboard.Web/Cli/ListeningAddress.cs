using Dashboard.Services;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Cli;

/// <summary>Where the program listens, and what somebody on this machine would call that.</summary>
internal static class ListeningAddress
{
    public const string Default = "http://127.0.0.1:8080";

    private static readonly string[] _keys = ["urls", "http_ports", "https_ports"];

    /// <summary>Whether the operator said where to listen, in any of the ways that ASP.NET Core knows.</summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        _keys.Any(key => !string.IsNullOrWhiteSpace(configuration[key])) || Endpoints(configuration).Any();

    /// <summary>The first address of a server that has started, without a slash at the end.</summary>
    public static string Of(IServer server) =>
        Callable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? Default);

    /// <summary>The first address that the configuration asks for.</summary>
    public static string Of(IConfiguration configuration) => Callable(Urls(configuration)[0]);

    /// <summary>Every address that the configuration asks for, as Kestrel reads it.</summary>
    /// <exception cref="StartupException">One of them is none; all that are wrong, at once.</exception>
    public static IReadOnlyList<BindingAddress> All(IConfiguration configuration)
    {
        var errors = new List<string>();
        var addresses = new List<BindingAddress>();
        foreach (var url in Urls(configuration))
        {
            try
            {
                addresses.Add(BindingAddress.Parse(url));
            }
            catch (FormatException)
            {
                errors.Add($"{url}: is not an address to listen on, such as {Default}");
            }
        }

        return errors.Count == 0 ? addresses : throw new StartupException(errors);
    }

    /// <summary>Kestrel's own settings for certificates, where there are any.</summary>
    public static IEnumerable<string> CertificateKeys(IConfiguration configuration) =>
        configuration.GetSection("Kestrel:Certificates").GetChildren()
            .Concat(Endpoints(configuration).Select(endpoint => endpoint.GetSection("Certificate")).Where(certificate => certificate.Exists()))
            .Select(section => section.Path);

    // Endpoints win over addresses, and those over ports.
    private static IReadOnlyList<string> Urls(IConfiguration configuration)
    {
        if (Endpoints(configuration).Select(endpoint => endpoint["Url"]).OfType<string>().ToList() is { Count: > 0 } endpoints)
        {
            return endpoints;
        }

        if (Split(configuration["urls"]) is { Length: > 0 } urls)
        {
            return urls;
        }

        string[] ports = [.. Split(configuration["http_ports"]).Select(p => $"http://*:{p}"), .. Split(configuration["https_ports"]).Select(p => $"https://*:{p}")];
        return ports.Length > 0 ? ports : [Default];
    }

    private static IEnumerable<IConfigurationSection> Endpoints(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").GetChildren();

    private static string[] Split(string? list) => (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // "Every address" is one that nobody can call.
    private static string Callable(string url)
    {
        var callable = url.TrimEnd('/');
        foreach (var any in (string[])["//0.0.0.0", "//[::]", "//*", "//+"])
            callable = callable.Replace(any, "//localhost", StringComparison.Ordinal);
        return callable;
    }
}
