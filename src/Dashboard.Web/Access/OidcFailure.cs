using Dashboard.Services.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Web.Access;

/// <summary>Why a sign-in through the provider came to nothing, as far as somebody can do something about it.</summary>
internal static class OidcFailure
{
    /// <summary>Who signs in, or the provider, said no.</summary>
    public const string Denied = "denied";

    /// <summary>Begun too long ago, in another browser, or ended already.</summary>
    public const string Stale = "stale";

    /// <summary>The provider does not answer.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The two clocks differ.</summary>
    public const string Clock = "clock";

    /// <summary>What the provider sent is not what was agreed on: settings differ, or somebody meddles.</summary>
    public const string Untrusted = "untrusted";

    /// <summary>No group of theirs has a role here.</summary>
    public const string NoGroup = "no-group";

    /// <summary>Their account here is disabled.</summary>
    public const string Disabled = "disabled";

    /// <summary>The audit log can't be written.</summary>
    public const string Audit = "audit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Denied, Stale, Unreachable, Clock, Untrusted, NoGroup, Disabled, Audit];

    /// <summary>Of what the handler threw.</summary>
    public static string Of(Exception? failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                // Before their base, which is of the clock too.
                case OpenIdConnectProtocolInvalidNonceException:
                    return Stale;
                case SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException:
                    return Clock;
                case HttpRequestException or IOException or TaskCanceledException:
                    return Unreachable;
                case AuthenticationFailureException when e.Message.Contains("Correlation", StringComparison.Ordinal):
                    return Stale;
            }
        }

        return failure is AuthenticationFailureException { InnerException: null } ? Stale : Untrusted;
    }

    /// <summary>Of a refusal by <see cref="OidcSignIn"/>.</summary>
    public static string Of(SignInOutcome outcome) => (outcome.Problems is [var problem, ..] ? problem : null) switch
    {
        OidcSignIn.NoGroup => NoGroup,
        OidcSignIn.Disabled => Disabled,
        OidcSignIn.AuditUnavailable => Audit,
        _ => Untrusted,
    };
}
