using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dashboard.Web.Shell;

/// <summary>The one HTML document. Pages for strangers are static, so that no stranger gets a circuit.</summary>
public sealed partial class App
{
    private string _theme = ThemeChoice.System;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private bool IsInteractive => Http.AcceptsInteractiveRouting();

    private InteractiveServerRenderMode? Mode => IsInteractive ? new InteractiveServerRenderMode(prerender: false) : null;

    /// <inheritdoc />
    protected override void OnInitialized() => _theme = ThemeChoice.Of(Http.Request);
}
