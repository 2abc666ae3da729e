using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Access;

/// <summary>The first run: whoever holds the one-time token makes the first administrator. Gone for good afterwards.</summary>
public sealed partial class SetupPage
{
    private string? _error;
    private string? _tokenError;
    private string? _nameError;
    private string? _passwordError;
    private string? _repeatError;
    private bool _tokenWanted;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm]
    private string? SetupToken { get; set; }

    [SupplyParameterFromForm]
    private string? UserName { get; set; }

    [SupplyParameterFromForm]
    private string? Password { get; set; }

    [SupplyParameterFromForm]
    private string? Repeat { get; set; }

    [Inject]
    private FirstSetup Setup { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Text { get; set; } = null!;

    private string? GivenToken => SetupToken ?? Token;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _tokenWanted = string.IsNullOrEmpty(GivenToken);
        if (HttpMethods.IsGet(Http.Request.Method) && !await Setup.IsOpenAsync(Http.RequestAborted))
            Http.Response.Redirect(AppUrls.SignIn);
    }

    private async Task SubmitAsync()
    {
        if (Password != Repeat)
        {
            _repeatError = Text["Problem.PasswordsDiffer"];
            Http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            var result = await Setup.CompleteAsync(GivenToken, UserName?.Trim() ?? "", Password ?? "", Http.Visitor(), Http.RequestAborted);
            await ShowAsync(result);
        }
        catch (AuditUnavailableException)
        {
            _error = Text["Setup.AuditUnavailable"];
            Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task ShowAsync(SignInOutcome result)
    {
        if (result.Secret is { } secret)
        {
            await SessionCookie.SetAsync(Http, secret);
            Http.Response.Redirect(AppUrls.Home);
        }
        else if (result.IsTooLate)
        {
            Http.Response.Redirect(AppUrls.SignIn);
        }
        else if (result.Wait > TimeSpan.Zero)
        {
            _error = SignInPage.Wait(Http, result.Wait, Text);
            _tokenWanted = true;
        }
        else if (result.Problems.Count == 0)
        {
            Http.Response.StatusCode = StatusCodes.Status403Forbidden;
            _tokenError = Text["Setup.WrongToken"];
            _tokenWanted = true;
        }
        else
        {
            Http.Response.StatusCode = StatusCodes.Status400BadRequest;
            _nameError = Problem(result.Problems, code => code.EndsWith("UserName", StringComparison.Ordinal));
            _passwordError = Problem(result.Problems, code => code.StartsWith("Password", StringComparison.Ordinal));
        }
    }

    private string? Problem(IEnumerable<string> codes, Func<string, bool> which) =>
        codes.FirstOrDefault(which) is { } code ? Text[$"Problem.{code}"].Value : null;
}
