using System.Globalization;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Dashboard.Web.Shell;

/// <summary>Who is signed in, the theme, the language, and the way out.</summary>
public sealed partial class UserMenu
{
    private static readonly (string Choice, string TextKey)[] _themes =
    [
        (ThemeChoice.Light, "Theme.Light"),
        (ThemeChoice.Dark, "Theme.Dark"),
        (ThemeChoice.System, "Theme.System"),
    ];

    private string _theme = ThemeChoice.System;
    private string _name = "";
    private bool _mayManage;
    private MudMenu? _menu;

    [CascadingParameter(Name = "Theme")]
    private string Theme { get; set; } = ThemeChoice.System;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    private string Initial => StringInfo.GetNextTextElement(_name).ToUpperInvariant();

    private string ReturnUrl => new Uri(Urls.Uri).PathAndQuery;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _theme = Theme;
        var user = (await SignedIn).User;
        _name = user.Identity?.Name ?? "";
        _mayManage = user.Identity is { IsAuthenticated: true } && user.ToActor().MayManage;
    }

    private Task CloseAsync() => _menu?.CloseMenuAsync() ?? Task.CompletedTask;
}
