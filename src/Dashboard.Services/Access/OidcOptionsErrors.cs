using Microsoft.Extensions.Configuration;

namespace Dashboard.Services.Access;

/// <summary>Everything that is wrong with section <c>Dashboard:Oidc</c>.</summary>
internal static class OidcOptionsErrors
{
    /// <summary>One line for each error, naming its key.</summary>
    public static IEnumerable<string> Find(IConfigurationSection section)
    {
        if (!section.GetChildren().Any())
        {
            yield break;
        }

        if (!Uri.TryCreate(section["Authority"], UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return $"{section.Path}:Authority: \"{section["Authority"]}\" is not an https:// address (http:// only on this machine)";
        }

        if (string.IsNullOrWhiteSpace(section["ClientId"]))
        {
            yield return $"{section.Path}:ClientId: must not be empty";
        }

        if (section["ClientSecretFile"] is { Length: > 0 } file)
        {
            if (section["ClientSecret"] is { Length: > 0 })
            {
                yield return $"{section.Path}:ClientSecret: is given twice, as itself and as ClientSecretFile";
            }

            if (Unreadable(file) is { } reason)
            {
                yield return $"{section.Path}:ClientSecretFile: {file} can't be read: {reason}";
            }
        }

        foreach (var mapped in section.GetSection("GroupRoles").GetChildren())
        {
            foreach (var key in mapped.GetChildren().Select(c => c.Key).Where(k => k is not ("Group" or "Role")))
            {
                yield return $"{mapped.Path}:{key}: there is no such setting";
            }

            if (string.IsNullOrWhiteSpace(mapped["Group"]) || string.IsNullOrWhiteSpace(mapped["Role"]))
            {
                yield return $"{mapped.Path}: needs a Group and a Role";
            }
        }
    }

    private static string? Unreadable(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault() is { Length: > 0 } ? null : "it is empty";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
