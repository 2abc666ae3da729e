using System.Globalization;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dashboard.Web.Access;

/// <summary>One's API tokens: shown once when made, revoked at any time.</summary>
public sealed partial class TokensSection
{
    private static readonly int[] _lifetimes = [7, 30, 90, 365];

    private IReadOnlyList<ApiToken> _tokens = [];
    private string? _made;
    private string _name = "";
    private int _days = (int)ApiTokenStore.DefaultLifetime.TotalDays;

    [Inject]
    private ApiTokenStore Tokens { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task LoadAsync() => _tokens = await Tokens.ListAsync(Actor.UserId, CancellationToken.None);

    private string Use(ApiToken token) => token.LastUsedAt is { } last ? Text["Tokens.LastUsed", Ago(last)] : Text["Tokens.Unused"];

    private string End(ApiToken token) => token.ExpiresAt <= Time.GetUtcNow()
        ? Text["Tokens.Expired"]
        : Text["Tokens.Until", token.ExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];

    private Task CreateAsync() => DoAsync(async () =>
    {
        var name = _name.Trim();
        if (name.Length is 0 or > 64 || name.Any(char.IsControl))
        {
            Error = Text["Tokens.NameNeeded"];
            return;
        }

        if (!await IsProvenNowAsync())
        {
            return;
        }

        _made = await Account.CreateTokenAsync(Actor, Session, name, TimeSpan.FromDays(_days), CancellationToken.None);
        _name = "";
        await LoadAsync();
    });

    private Task RevokeAsync(ApiToken token) => DoAsync(async () =>
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            Text["Tokens.RevokeTitle", token.Name], Text["Tokens.RevokeText"].Value, yesText: Text["Tokens.Revoke"], cancelText: Text["Cancel"]);
        if (sure == true)
        {
            _made = null;
            await Account.RevokeTokenAsync(Actor, token, CancellationToken.None);
            await LoadAsync();
        }
    });
}
