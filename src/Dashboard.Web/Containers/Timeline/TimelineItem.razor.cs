using Dashboard.Services.Containers.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Timeline;

/// <summary>One thing that happened, and below it what came of it.</summary>
public partial class TimelineItem
{
    /// <summary>What happened.</summary>
    [Parameter, EditorRequired]
    public required TimelineEntry Entry { get; set; }

    /// <summary>The present, for its age.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether it stands below what caused it.</summary>
    [Parameter]
    public bool IsCaused { get; set; }

    [Inject]
    private IStringLocalizer<TimelineText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Ages { get; set; } = null!;

    private string Icon => Entry switch
    {
        { Kind: TimelineKind.Person } => Icons.Material.Outlined.Person,
        { What: "oom" } or { IsOutOfMemory: true } => Icons.Material.Outlined.Memory,
        { Kind: TimelineKind.Health } => Icons.Material.Outlined.MonitorHeart,
        { What: "exec" or "attach" } => Icons.Material.Outlined.Terminal,
        { Kind: TimelineKind.Exec } => Icons.Material.Outlined.FileCopy,
        { What: "create" } => Icons.Material.Outlined.AddCircleOutline,
        { What: "start" or "unpause" or "restart" } => Icons.Material.Outlined.PlayArrow,
        { What: "pause" } => Icons.Material.Outlined.Pause,
        { What: "die" or "stop" } => Icons.Material.Outlined.Stop,
        { What: "kill" } => Icons.Material.Outlined.Bolt,
        { What: "destroy" } => Icons.Material.Outlined.DeleteOutline,
        { What: "connect" or "disconnect" } => Icons.Material.Outlined.Lan,
        _ => Icons.Material.Outlined.Edit,
    };
}
