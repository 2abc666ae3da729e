using Dashboard.Services.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Web.Shell;

/// <summary>Bar, navigation and content. Measures and places are in <c>shell/app.css</c>, shared with the skeleton.</summary>
public sealed partial class MainLayout : IDisposable
{
    private bool _navigationOpen;
    private ErrorBoundary? _boundary;
    private Actor _actor = Actor.Nobody;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private NavigationManager Urls { get; set; } = null!;

    [Inject]
    private IEnumerable<LayoutPart> Parts { get; set; } = null!;

    // With <base href="/">, a bare "#content" would lead to the home page.
    private string SkipTarget => new Uri(Urls.Uri).PathAndQuery + "#content";

    /// <inheritdoc />
    public void Dispose() => Urls.LocationChanged -= OnLocationChanged;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Urls.LocationChanged += OnLocationChanged;
        if ((await SignedIn).User is { Identity.IsAuthenticated: true } user)
        {
            _actor = user.ToActor();
        }
    }

    private IEnumerable<LayoutPart> PartsAt(LayoutPlace place) => Parts.Where(p => p.Place == place);

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
