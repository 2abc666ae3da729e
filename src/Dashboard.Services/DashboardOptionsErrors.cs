using System.ComponentModel;
using System.Net;
using System.Reflection;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Terminals.Recordings;
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
        FindMasterKeyErrors(section, errors);
        if (section["ServerDomain"] is { } domain && Uri.CheckHostName(domain) != UriHostNameType.Dns)
        {
            errors.Add($"Dashboard:ServerDomain: \"{domain}\" is not a domain such as dash.example.org");
        }

        if (section["PublicUrl"] is { } url && PublicUrl.TryParse(url) is null)
        {
            errors.Add($"Dashboard:PublicUrl: \"{url}\" is not scheme, name and port alone, such as https://dash.example.org");
        }

        FindHttpsErrors(section.GetSection("Https"), errors);
        FindRangeError(section, "Sessions:IdleMinutes", 1, 1440, errors);
        FindRangeError(section, "Sessions:MaximumHours", 1, 168, errors);
        FindRangeError(section, "Logs:MegabytesPerContainer", 8, 100_000, errors);
        FindRangeError(section, "Logs:Megabytes", 8, 10_000_000, errors);
        FindRangeError(section, "Logs:Days", 1, 3650, errors);
        FindRangeError(section, "Terminals:GraceSeconds", 1, 86_400, errors);
        FindRangeError(section, "Terminals:IdleMinutes", 0, 10_080, errors);
        FindRangeError(section, "Terminals:MaximumMinutes", 0, 43_200, errors);
        FindRangeError(section, "Recordings:Days", 1, 3650, errors);
        FindRangeError(section, "Recordings:Megabytes", 8, 10_000_000, errors);
        FindRangeError(section, "Recordings:MegabytesPerRecording", 1, 10_000, errors);
        FindRecordingErrors(section.GetSection("Recordings"), errors);
        FindRangeError(section, "Logs:FirstLines", 1, 1_000_000_000, errors);
        FindRangeError(section, "Builds:ContextMegabytes", 1, 1_000_000, errors);
        FindRangeError(section, "Builds:Megabytes", 1, 10_000_000, errors);
        FindRangeError(section, "Builds:History", 1, 10_000, errors);
        foreach (var network in (IEnumerable<IConfigurationSection>)[.. section.GetSection("Proxy:KnownNetworks").GetChildren(), .. section.GetSection("Builds:GitNetworks").GetChildren()])
        {
            if (!IPNetwork.TryParse(network.Value, out _))
                errors.Add($"{network.Path}: \"{network.Value}\" is not a network such as 172.18.0.0/16");
        }

        var data = section["DataDirectory"] is { } given && !string.IsNullOrWhiteSpace(given) ? given : new DashboardOptions().DataDirectory;
        foreach (var host in (IEnumerable<IConfigurationSection>)[.. section.GetSection("Policy:Registries").GetChildren(), .. section.GetSection("Policy:DownloadHosts").GetChildren()])
        {
            if (host.Value != HostContactRules.AnyPublic && (string.IsNullOrEmpty(host.Value) || !string.Equals(RegistryAddress.Read(host.Value), host.Value, StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add($"{host.Path}: \"{host.Value}\" is neither a host such as registry.example.com:5000 nor *");
            }
        }

        errors.AddRange(BindRootErrors.Find(section.GetSection("Policy:BindRoots"), Path.GetFullPath(data)));
        errors.AddRange(OidcOptionsErrors.Find(section.GetSection("Oidc")));
        return errors;
    }

    // Whether they are good is found out when the key ring is opened.
    private static void FindMasterKeyErrors(IConfigurationSection section, List<string> errors)
    {
        string[] keys = ["MasterKey", "MasterKeyFile"];
        errors.AddRange(keys.Where(key => section[key] is { } value && string.IsNullOrWhiteSpace(value)).Select(key => $"{section.Path}:{key}: must not be empty"));
        if (section["MasterKey"] is not null && section["MasterKeyFile"] is not null)
        {
            errors.Add($"{section.Path}:MasterKeyFile: {section.Path}:MasterKey is set too; keep one of them");
        }
    }

    // A misspelt mode must not be one that records nothing.
    private static void FindRecordingErrors(IConfigurationSection recordings, List<string> errors)
    {
        foreach (var mode in recordings.GetSection("Environments").GetChildren().Prepend(recordings.GetSection("Mode")))
        {
            if (mode.Value is { } value && !Enum.GetNames<RecordingMode>().Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                errors.Add($"{mode.Path}: \"{value}\" is none of {string.Join(", ", Enum.GetNames<RecordingMode>())}");
            }

            if (mode.Key != "Mode" && !ResourceName.TryParse(mode.Key, out _))
            {
                errors.Add($"{mode.Path}: no environment can have that name");
            }
        }
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
            else if (property.PropertyType is { IsInterface: false, IsEnum: false } && !IsReadable(child.Value, property.PropertyType))
                errors.Add($"{child.Path}: \"{child.Value}\" is not a value of type {property.PropertyType.Name}");
        }
    }

    private static bool IsReadable(string? value, Type type) =>
        type == typeof(string) || (value is not null && TypeDescriptor.GetConverter(type).IsValid(value));

    // Whether the files are good is found out by whoever listens; other subcommands do not need them.
    private static void FindHttpsErrors(IConfigurationSection https, List<string> errors)
    {
        string[] keys = ["CertificateFile", "KeyFile", "Password", "PasswordFile"];
        errors.AddRange(keys.Where(key => https[key] is { } value && string.IsNullOrWhiteSpace(value)).Select(key => $"{https.Path}:{key}: must not be empty"));
        errors.AddRange(keys[1..].Where(key => https[key] is not null && https["CertificateFile"] is null)
            .Select(key => $"{https.Path}:{key}: is for a certificate, and {https.Path}:CertificateFile names none"));
        if (https["Password"] is not null && https["PasswordFile"] is not null)
        {
            errors.Add($"{https.Path}:PasswordFile: {https.Path}:Password is set too; keep one of them");
        }
    }

    private static void FindRangeError(IConfigurationSection section, string key, int lowest, int highest, List<string> errors)
    {
        if (int.TryParse(section[key], out var value) && (value < lowest || value > highest))
            errors.Add($"{section.Path}:{key}: {value} is not between {lowest} and {highest}");
    }
}
