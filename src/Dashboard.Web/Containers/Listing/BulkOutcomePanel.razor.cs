using Dashboard.Services.Commands;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Listing;

/// <summary>What came of each container that a command was given to: every failure by name with its reason, and a way to try those again.</summary>
public partial class BulkOutcomePanel
{
    /// <summary>What came of it.</summary>
    [Parameter, EditorRequired]
    public required BulkOutcome Outcome { get; set; }

    /// <summary>Whether a command runs now.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Those that failed are to be tried again.</summary>
    [Parameter]
    public EventCallback Retry { get; set; }

    /// <summary>It has been read.</summary>
    [Parameter]
    public EventCallback Close { get; set; }

    [Inject]
    private IStringLocalizer<ListingText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Words { get; set; } = null!;

    private string Verb => CommandCatalogue.Default.For(Outcome.Command).Verb.Path;

    private IReadOnlyList<BulkResult> Failed => [.. Outcome.Failures];

    private IReadOnlyList<BulkResult> Done => [.. Outcome.Results.Where(r => r.Error is null)];

    // With the engine's name only where there is more than one.
    private string NameOf(BulkResult result) => Outcome.Results.Any(r => r.Row.Environment != Outcome.Results[0].Row.Environment)
        ? $"{result.Row.Environment.Name}/{result.Row.Container.Name}"
        : result.Row.Container.Name;
}
