using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Images.Builds;

/// <summary>What a build does or did, step by step, with the time that each takes.</summary>
public sealed partial class BuildOutput
{
    // More would be drawn anew with each line; the whole is in the job's log.
    private const int MostLines = 500;

    /// <summary>The build.</summary>
    [Parameter, EditorRequired]
    public required BuildRun Run { get; set; }

    /// <summary>Its steps with their output.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<BuildStep> Steps { get; set; }

    /// <summary>Name of the engine.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>Fills the form with it again.</summary>
    [Parameter]
    public EventCallback Again { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BuildText> Text { get; set; } = null!;

    private BuildRecord Record => Run.Record;

    private string Summary
    {
        get
        {
            List<string> facts = [BuildTime.Of((Record.Ended ?? (Run.IsRunning ? Time.GetUtcNow() : Record.Started)) - Record.Started)];
            var real = Steps.Where(s => s.Number > 0).ToList();
            if (real.Count > 0)
            {
                // BuildKit tells of steps as it comes to them, not how many there are.
                facts.Add(real[^1].Total > 0 ? Text["Steps", real[^1].Number, real[^1].Total] : Text["Steps.Count", real.Count]);
            }

            if (real.Count(s => s.IsCached) is > 0 and var cached)
            {
                facts.Add(Text["Steps.Cached", cached]);
            }

            return string.Join(" · ", facts);
        }
    }

    private string Took(BuildStep step) => BuildTime.Of((step.Ended ?? (Run.IsRunning ? Time.GetUtcNow() : step.Started)) - step.Started);

    private string SignOf(BuildStep step) => step.IsFailed ? Record.State == JobState.Cancelled ? "Step.Cancelled" : "Step.Failed" : step.Ended is null && Run.IsRunning ? "Step.Running" : "Step.Done";

    private string IconOf(BuildStep step) => SignOf(step) switch
    {
        "Step.Failed" => Icons.Material.Outlined.ErrorOutline,
        "Step.Cancelled" => Icons.Material.Outlined.Block,
        "Step.Running" => Icons.Material.Outlined.PlayCircle,
        _ => Icons.Material.Outlined.CheckCircle,
    };

    private string ClassOf(BuildStep step) => SignOf(step)[5..].ToLowerInvariant();
}
