using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Access;

/// <summary>Name and password. Static: a plain form, no circuit.</summary>
public sealed partial class SignInPage
{
    private string? _error;
    private bool _setupIsOpen;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm]
    private string? UserName { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private SignIn SignIn { get; set; } = null!;

    [Inject]
    private FirstSetup Setup { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Text { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _setupIsOpen = await Setup.IsOpenAsync(Http.RequestAborted);
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.Identity is { IsAuthenticated: true })
            Http.Response.Redirect(LocalUrl.OrHome(ReturnUrl));
    }

    private async Task SubmitAsync()
    {
        var result = await SignIn.WithPasswordAsync(UserName?.Trim() ?? "", Password ?? "", Http.Visitor(), Http.RequestAborted);
        if (result.Secret is { } secret)
        {
            await SessionCookie.SetAsync(Http, secret);
            Http.Response.Redirect(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        _error = result.Wait > TimeSpan.Zero ? Wait(Http, result.Wait, Text) : Text["SignIn.Wrong"];
        if (result.Wait == TimeSpan.Zero)
            Http.Response.StatusCode = StatusCodes.Status401Unauthorized;
    }

    /// <summary>Says how long to wait, to people and to programs.</summary>
    internal static string Wait(HttpContext http, TimeSpan wait, IStringLocalizer<AccessText> text)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return text["Wait", seconds];
    }
}
