using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>A container's state as a coloured dot and a word; the engine's longer words are its tooltip.</summary>
public partial class StateChip
{
    /// <summary>The state.</summary>
    [Parameter, EditorRequired]
    public required ContainerState State { get; set; }

    /// <summary>The engine's words, e.g. "Up 3 minutes (unhealthy)".</summary>
    [Parameter]
    public string Status { get; set; } = "";

    /// <summary>What its last run ended with, or null.</summary>
    [Parameter]
    public int? ExitCode { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    private string? Health => ContainerStatus.HealthOf(State, Status);
}
