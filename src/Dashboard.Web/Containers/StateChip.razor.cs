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

    /// <summary>"healthy", "unhealthy", "starting"; null is what <see cref="Status"/> says of it.</summary>
    [Parameter]
    public string? Health { get; set; }

    /// <summary>What its last run ended with, or null.</summary>
    [Parameter]
    public int? ExitCode { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    // Only one tone: a container that runs and is unwell is not well.
    private string Tone => ShownHealth is "unhealthy" or "starting" ? ShownHealth : State.ToString().ToLowerInvariant();

    private string? ShownHealth => State != ContainerState.Running ? null : Health ?? ContainerStatus.HealthOf(State, Status);
}
