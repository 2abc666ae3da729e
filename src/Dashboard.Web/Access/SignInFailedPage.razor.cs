using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Access;

/// <summary>Says why a sign-in through the provider came to nothing, and what to do.</summary>
public sealed partial class SignInFailedPage
{
    private string _reason = OidcFailure.Stale;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Reason { get; set; }

    [Inject]
    private IStringLocalizer<AccessText> Text { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        // From the address bar, so from anybody: one of our own words or none.
        _reason = OidcFailure.All.FirstOrDefault(r => r == Reason) ?? OidcFailure.Stale;
        Http.Response.StatusCode = _reason switch
        {
            OidcFailure.Unreachable or OidcFailure.Audit => StatusCodes.Status503ServiceUnavailable,
            OidcFailure.Stale => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status403Forbidden,
        };
    }
}
