using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Reads <c>--restart</c>; whether the name is known is for the engine to say.</summary>
internal static class RestartPolicies
{
    /// <summary>The policy that <paramref name="text"/> names.</summary>
    /// <exception cref="CommandLineException">It has a count that is no number, or a count and no name.</exception>
    public static RestartSpec Read(string text)
    {
        var parts = text.Split(':', 2);
        if (parts is ["", _])
        {
            throw new CommandLineException("invalid restart policy format: no policy provided before colon");
        }

        return parts is [var name, { Length: > 0 } count]
            ? int.TryParse(count, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var retries)
                ? new RestartSpec(name, retries)
                : throw new CommandLineException("invalid restart policy format: maximum retry count must be an integer")
            : new RestartSpec(parts[0], 0);
    }
}
