using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Environments;

/// <summary>Says which engines can't be worked with, and why; goes by itself when they come back.</summary>
public sealed partial class EngineBanner : IDisposable
{
    private Actor _actor = Actor.Nobody;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EnvironmentsText> Text { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    // An engine on which somebody may see nothing does not exist for them.
    private IEnumerable<DockerEnvironment> Down => Registry.SeenBy(_actor).Where(e => e.Health.Status is EngineStatus.Unreachable or EngineStatus.NotAnswering);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var environment in Registry.All)
        {
            environment.HealthChanged -= Render;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        foreach (var environment in Registry.All)
        {
            environment.HealthChanged += Render;
        }
    }

    private void Render() => _ = InvokeAsync(StateHasChanged);
}
