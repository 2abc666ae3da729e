using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Consoles;

/// <summary>The console above any page.</summary>
public sealed partial class ConsolePalette : IDisposable
{
    private bool _isOnConsole;

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConsolesText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Urls.LocationChanged -= Follow;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Urls.LocationChanged += Follow;
        Look();
    }

    private void Follow(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    private void Look() => _isOnConsole = new Uri(Urls.Uri).AbsolutePath is AppUrls.Console or AppUrls.Learn;
}
