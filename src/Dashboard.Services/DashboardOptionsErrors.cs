using System.ComponentModel;
using System.Net;
using System.Reflection;
using Dashboard.Services.Access;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Services;

/// <summary>
/// Everything that is wrong with section <c>Dashboard</c>, all at once: the binder of the framework stops at the first
/// value of a wrong type and passes over misspelt keys.
/// </summary>
public static class DashboardOptionsErrors
{
    /// <summary>One line for each error, naming its key; empty when all is well.</summary>
    public static IReadOnlyList<string> Find(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(DashboardOptions.Section);
        var errors = new List<string>();
        FindShapeErrors(section, typeof(DashboardOptions), errors);
        if (section["DataDirectory"] is { } directory && string.IsNullOrWhiteSpace(directory))
            errors.Add("Dashboard:DataDirectory: must not be empty");
        if (section["ServerDomain"] is { } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
        {
            errors.Add($"Dashboard:ServerDomain: \"{domain}\" is not a domain such as dash.example.org");
        }

        FindRangeError(section, "Sessions:IdleMinutes", 1, 1440, errors);
        FindRangeError(section, "Sessions:MaximumHours", 1, 168, errors);
        foreach (var network in section.GetSection("Proxy:KnownNetworks").GetChildren())
        {
            if (!IPNetwork.TryParse(network.Value, out _))
                errors.Add($"{network.Path}: \"{network.Value}\" is not a network such as 172.18.0.0/16");
        }

        errors.AddRange(OidcOptionsErrors.Find(section.GetSection("Oidc")));
        return errors;
    }

    private static void FindShapeErrors(IConfigurationSection section, Type type, List<string> errors)
    {
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is null)
                errors.Add($"{child.Path}: there is no such setting");
            else if (property.PropertyType.IsClass && property.PropertyType != typeof(string))
                FindShapeErrors(child, property.PropertyType, errors);
            else if (!property.PropertyType.IsInterface && !IsReadable(child.Value, property.PropertyType))
                errors.Add($"{child.Path}: \"{child.Value}\" is not a value of type {property.PropertyType.Name}");
        }
    }

    private static bool IsReadable(string? value, Type type) =>
        type == typeof(string) || (value is not null && TypeDescriptor.GetConverter(type).IsValid(value));

    private static void FindRangeError(IConfigurationSection section, string key, int lowest, int highest, List<string> errors)
    {
        if (int.TryParse(section[key], out var value) && (value < lowest || value > highest))
            errors.Add($"{section.Path}:{key}: {value} is not between {lowest} and {highest}");
    }
}
