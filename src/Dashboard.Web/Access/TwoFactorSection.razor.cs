using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using QRCoder;

namespace Dashboard.Web.Access;

/// <summary>Turns the second factor on and off. A key is kept only once a code has shown that the app has it.</summary>
public sealed partial class TwoFactorSection
{
    private bool _hasPassword;
    private TwoFactorStatus _status = new(false, 0);
    private IReadOnlyList<string> _codes = [];
    private Ask _asking;
    private string? _key;
    private string _picture = "";
    private string _code = "";
    private string _password = "";

    private enum Ask
    {
        Nothing,
        TurnOff,
        Renew,
    }

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task LoadAsync()
    {
        _hasPassword = await Account.HasPasswordAsync(Actor, CancellationToken.None);
        _status = await Account.GetTwoFactorAsync(Actor, CancellationToken.None);
    }

    private static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(letters => new string(letters)));

    private void Begin()
    {
        _key = Totp.CreateKey();
        var link = Totp.Link(_key, $"Dashboard {new Uri(Urls.BaseUri).Authority}", Actor.UserName);
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        _picture = $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(4))}";
    }

    private void Close() => (_key, _code, _password, _asking, Error) = (null, "", "", Ask.Nothing, null);

    private Task TurnOnAsync() => DoAsync(async () =>
    {
        var result = await Account.TurnOnTwoFactorAsync(Actor, _key!, _code, _password, CancellationToken.None);
        if (result.Problems.Contains(OwnAccount.WrongCode))
        {
            Error = Text["TwoFactor.WrongCode"];
            return;
        }

        await ShowAsync(result, Text["Password.Wrong"], Text["TwoFactor.DoneOn"]);
    });

    private Task ProveAsync() => DoAsync(async () =>
    {
        if (_asking == Ask.Renew)
        {
            await ShowAsync(await Account.RenewRecoveryCodesAsync(Actor, _password, CancellationToken.None), Text["Password.Wrong"], null);
        }
        else
        {
            await ShowAsync(
                await Account.TurnOffTwoFactorAsync(Actor, _password, CancellationToken.None), Text["Password.Wrong"], Text["TwoFactor.DoneOff"]);
        }
    });

    private async Task ShowAsync(ProofResult result, string wrong, string? done)
    {
        if (Refusal(result, wrong) is { } refusal)
        {
            Error = refusal;
            return;
        }

        Close();
        _codes = result.RecoveryCodes;
        await LoadAsync();
        if (done is not null)
        {
            Snackbar.Add(done, Severity.Success);
        }
    }
}
