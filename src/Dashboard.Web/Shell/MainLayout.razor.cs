using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Web.Shell;

/// <summary>Bar, navigation and content. Measures and places are in <c>shell/app.css</c>, shared with the skeleton.</summary>
public sealed partial class MainLayout : IDisposable
{
    private bool _navigationOpen;
    private ErrorBoundary? _boundary;

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    // With <base href="/">, a bare "#content" would lead to the home page.
    private string SkipTarget => new Uri(Urls.Uri).PathAndQuery + "#content";

    /// <inheritdoc />
    public void Dispose() => Urls.LocationChanged -= OnLocationChanged;

    /// <inheritdoc />
    protected override void OnInitialized() => Urls.LocationChanged += OnLocationChanged;

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(() =>
    {
        _navigationOpen = false;
        _boundary?.Recover();
        StateHasChanged();
    });

    private void ToggleNavigation() => _navigationOpen = !_navigationOpen;

    private void CloseNavigation() => _navigationOpen = false;

    private void Recover() => _boundary?.Recover();
}
