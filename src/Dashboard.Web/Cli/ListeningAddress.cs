using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Cli;

/// <summary>Where the program listens, as somebody on this machine would call it.</summary>
internal static class ListeningAddress
{
    public const string Default = "http://127.0.0.1:8080";

    private static readonly string[] _keys = ["urls", "http_ports", "https_ports"];

    /// <summary>Whether the operator said where to listen, in any of the ways that ASP.NET Core knows.</summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        _keys.Any(key => !string.IsNullOrWhiteSpace(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>The first address of a server that has started, without a slash at the end.</summary>
    public static string Of(IServer server) =>
        Callable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? Default);

    /// <summary>The first address that the configuration asks for.</summary>
    public static string Of(IConfiguration configuration)
    {
        static string? First(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        if (First(configuration["urls"]) is { } url)
            return Callable(url);
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).FirstOrDefault(u => u is not null) is { } endpoint)
            return Callable(endpoint);
        if (First(configuration["http_ports"]) is { } port)
            return $"http://127.0.0.1:{port}";
        return First(configuration["https_ports"]) is { } secure ? $"https://127.0.0.1:{secure}" : Default;
    }

    // "Every address" is one that nobody can call.
    private static string Callable(string url)
    {
        var callable = url.TrimEnd('/');
        foreach (var any in (string[])["//0.0.0.0", "//[::]", "//*", "//+"])
            callable = callable.Replace(any, "//localhost", StringComparison.Ordinal);
        return callable;
    }
}
