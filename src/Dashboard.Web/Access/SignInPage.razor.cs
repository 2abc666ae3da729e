using System.Data.Common;
using System.Globalization;
using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Name and password, then a code where the account has a second factor. Static: a plain form, no circuit.</summary>
public sealed partial class SignInPage
{
    private string? _error;
    private bool _setupIsOpen;
    private string? _ticket;
    private string? _newPasswordTicket;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm]
    private string? UserName { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private string? Ticket { get; set; }

    [SupplyParameterFromForm]
    private string? Code { get; set; }

    [SupplyParameterFromForm]
    private string? NewPasswordTicket { get; set; }

    [SupplyParameterFromForm]
    private string? NewPassword { get; set; }

    [SupplyParameterFromForm]
    private string? Repeat { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private SignIn SignIn { get; set; } = null!;

    [Inject]
    private IOptions<DashboardOptions> Options { get; set; } = null!;

    [Inject]
    private FirstSetup Setup { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccountText> AccountText { get; set; } = null!;

    private OidcOptions Oidc => Options.Value.Oidc;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _ticket = Ticket;
        _newPasswordTicket = NewPasswordTicket;
        _setupIsOpen = await Setup.IsOpenAsync(Http.RequestAborted);
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.Identity is { IsAuthenticated: true })
            Http.Response.Redirect(LocalUrl.OrHome(ReturnUrl));
    }

    private Task SubmitAsync() => TryAsync(async () =>
    {
        var result = await SignIn.WithPasswordAsync(UserName?.Trim() ?? "", Password ?? "", Http.Visitor(), Http.RequestAborted);
        _ticket = result.Ticket;
        if (!await LetInAsync(result) && result is { Ticket: null, NewPasswordTicket: null })
        {
            ShowRefusal(result, Text["SignIn.Wrong"]);
        }
    });

    private Task SubmitCodeAsync() => TryAsync(async () =>
    {
        var result = await SignIn.WithCodeAsync(Ticket ?? "", Code ?? "", Http.Visitor(), Http.RequestAborted);
        _ticket = result.Ticket;
        if (!await LetInAsync(result) && result.NewPasswordTicket is null)
        {
            ShowRefusal(result, _ticket is null ? AccountText["Code.TooLate"] : AccountText["Code.Wrong"]);
        }
    });

    private Task SubmitNewPasswordAsync() => TryAsync(async () =>
    {
        if (NewPassword != Repeat)
        {
            _error = Text["Problem.PasswordsDiffer"];
            Http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            var result = await SignIn.WithNewPasswordAsync(NewPasswordTicket ?? "", NewPassword ?? "", Http.Visitor(), Http.RequestAborted);
            if (!await LetInAsync(result))
            {
                _error = result.Problems is [var problem, ..] ? Text[$"Problem.{problem}"].Value : AccountText["Code.TooLate"].Value;
                Http.Response.StatusCode = StatusCodes.Status400BadRequest;
            }
        }
        catch (AuditUnavailableException)
        {
            _error = Text["Setup.AuditUnavailable"];
            Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    });

    // Nothing of what was typed is wrong then, and it must not look so.
    private async Task TryAsync(Func<Task> submit)
    {
        try
        {
            await submit();
        }
        catch (Exception e) when (e is DatabaseUnavailableException or DbException or DbUpdateException)
        {
            _error = Text["SignIn.DatabaseUnavailable"];
            Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<bool> LetInAsync(SignInOutcome result)
    {
        _newPasswordTicket = result.NewPasswordTicket;
        if (result.Secret is not { } secret)
        {
            return false;
        }

        await SessionCookie.SetAsync(Http, secret);
        Http.Response.Redirect(LocalUrl.OrHome(ReturnUrl));
        return true;
    }

    private void ShowRefusal(SignInOutcome result, string wrong)
    {
        if (result.Wait > TimeSpan.Zero)
        {
            _error = Wait(Http, result.Wait, Text);
            return;
        }

        _error = wrong;
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
