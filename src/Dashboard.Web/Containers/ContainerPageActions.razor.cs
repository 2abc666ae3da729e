using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What can be done to the container of a page.</summary>
public partial class ContainerPageActions
{
    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerDetails Details { get; set; }

    /// <summary>What the user may do to it, which decides which buttons there are; the server decides again.</summary>
    [Parameter, EditorRequired]
    public required Right Rights { get; set; }

    /// <summary>Whether a command is running on it.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Runs a command on it; the page fills in its name.</summary>
    [Parameter, EditorRequired]
    public required Func<ContainersCommand, Task> Run { get; set; }

    /// <summary>Where another one like it is made; null where none can be.</summary>
    [Parameter]
    public string? DuplicateUrl { get; set; }

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;
}
