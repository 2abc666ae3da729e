using Dashboard.Services.Containers.Creation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>The form with everything that a container can be made with, for a page that makes one or makes one again.</summary>
public sealed partial class CreationSheet
{
    /// <summary>What the page is for.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Where it leads back to.</summary>
    [Parameter, EditorRequired]
    public required string BackUrl { get; set; }

    /// <summary>The same in words.</summary>
    [Parameter, EditorRequired]
    public required string BackText { get; set; }

    /// <summary>Why there is no form; null when there is one.</summary>
    [Parameter]
    public string? Refusal { get; set; }

    /// <summary>A title for that.</summary>
    [Parameter]
    public string RefusalTitle { get; set; } = "";

    /// <summary>The form and what is wrong with it; null while it is being made.</summary>
    [Parameter]
    public DraftChecks? Checks { get; set; }

    /// <summary>Names of images that are on the engine.</summary>
    [Parameter]
    public IReadOnlyList<string> Images { get; set; } = [];

    /// <summary>Variables whose values the user may not see.</summary>
    [Parameter]
    public IReadOnlyList<string> Withheld { get; set; } = [];

    /// <summary>Whether a container is changed, which keeps its name and those values where nothing is typed.</summary>
    [Parameter]
    public bool IsEdit { get; set; }

    /// <summary>Whether it was tried to send what is not finished.</summary>
    [Parameter]
    public bool IsAttempted { get; set; }

    /// <summary>Whether it is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>A word on what was just done; null for none.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Reads a pasted line; null reads whatever makes a container.</summary>
    [Parameter]
    public Func<string, PastedLine>? Read { get; set; }

    /// <summary>Told what was pasted, after it filled the form.</summary>
    [Parameter]
    public EventCallback<ContainerCreation> Pasted { get; set; }

    /// <summary>Beside the title.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    /// <summary>Above the form.</summary>
    [Parameter]
    public RenderFragment? Above { get; set; }

    /// <summary>What came of sending it.</summary>
    [Parameter]
    public RenderFragment? Failure { get; set; }

    /// <summary>What can be done with it.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment Actions { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;
}
