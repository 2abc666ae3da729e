using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Environments;

/// <summary>Says which engines can't be worked with, and why; goes by itself when they come back.</summary>
public sealed partial class EngineBanner : IDisposable
{
    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EnvironmentsText> Text { get; set; } = null!;

    private IEnumerable<DockerEnvironment> Down => Registry.All.Where(e => e.Health.Status is EngineStatus.Unreachable or EngineStatus.NotAnswering);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var environment in Registry.All)
        {
            environment.HealthChanged -= Render;
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        foreach (var environment in Registry.All)
        {
            environment.HealthChanged += Render;
        }
    }

    private void Render() => _ = InvokeAsync(StateHasChanged);
}
