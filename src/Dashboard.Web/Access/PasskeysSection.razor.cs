using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dashboard.Web.Access;

/// <summary>One's passkeys. The ceremony itself is the browser's: <c>shell/passkey.js</c> and <see cref="PasskeyEndpoints"/>.</summary>
public sealed partial class PasskeysSection
{
    // People have to find their phone or key first; the usual minute of a call into the browser is too short.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private IReadOnlyList<UserPasskeyInfo> _passkeys = [];
    private string _name = "";
    private string _newName = "";
    private string? _renamed;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task LoadAsync() => _passkeys = await Account.ListPasskeysAsync(Actor, CancellationToken.None);

    private static string Id(UserPasskeyInfo passkey) => Convert.ToHexString(passkey.CredentialId);

    private string Name(UserPasskeyInfo passkey) => string.IsNullOrEmpty(passkey.Name) ? Text["Passkeys.Unnamed"] : passkey.Name;

    private Task AddAsync() => DoAsync(async () =>
    {
        if (!await IsProvenNowAsync())
        {
            return;
        }

        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"/{Assets["shell/passkey.js"]}");
        var outcome = await module.InvokeAsync<string>("create", _patience, _name);
        Error = outcome switch
        {
            "ok" => null,
            "unsupported" => Text["Passkeys.Unsupported"].Value,
            _ => Text["Passkeys.Failed"].Value,
        };
        if (Error is null)
        {
            _name = "";
            await LoadAsync();
        }
    });

    private void BeginRename(UserPasskeyInfo passkey) => (_renamed, _newName) = (Id(passkey), passkey.Name ?? "");

    private Task RenameAsync(UserPasskeyInfo passkey) => DoAsync(async () =>
    {
        await Account.RenamePasskeyAsync(Actor, passkey, _newName, CancellationToken.None);
        _renamed = null;
        await LoadAsync();
    });

    private Task RemoveAsync(UserPasskeyInfo passkey) => DoAsync(async () =>
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            Text["Passkeys.RemoveTitle", Name(passkey)], Text["Passkeys.RemoveText"].Value, yesText: Text["Passkeys.Remove"], cancelText: Text["Cancel"]);
        if (sure == true)
        {
            await Account.RemovePasskeyAsync(Actor, passkey, CancellationToken.None);
            await LoadAsync();
        }
    });
}
