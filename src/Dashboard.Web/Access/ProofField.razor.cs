using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Access;

/// <summary>Asks for the password again; who has none is sent to the provider.</summary>
public sealed partial class ProofField
{
    private bool _hasPassword = true;

    /// <summary>The password.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>It was typed.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private OwnAccount Account { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccountText> Text { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _hasPassword = await Account.HasPasswordAsync(Actor, CancellationToken.None);
}
