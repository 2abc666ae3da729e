using MudBlazor;

namespace Dashboard.Web.Access;

/// <summary>Changes the password.</summary>
public sealed partial class PasswordSection
{
    private bool _hasPassword = true;
    private string _current = "";
    private string _next = "";
    private string _repeat = "";
    private string? _problem;

    /// <summary>For password managers.</summary>
    internal static Dictionary<string, object?> Autocomplete(string value) => new(StringComparer.Ordinal) { ["autocomplete"] = value };

    /// <inheritdoc />
    protected override async Task LoadAsync() => _hasPassword = await Account.HasPasswordAsync(Actor, CancellationToken.None);

    private Task ChangeAsync() => DoAsync(async () =>
    {
        _problem = null;
        if (_next != _repeat)
        {
            Error = Text["Password.Differ"];
            return;
        }

        var result = await Account.ChangePasswordAsync(Actor, Session, _current, _next, CancellationToken.None);
        Error = Refusal(result, Text["Password.Wrong"]);
        _problem = result.Problems is [var code, ..] ? Text[$"Problem.{code}"].Value : null;
        if (Error is null && _problem is null)
        {
            (_current, _next, _repeat) = ("", "", "");
            Snackbar.Add(Text["Password.Done"], Severity.Success);
        }
    });
}
