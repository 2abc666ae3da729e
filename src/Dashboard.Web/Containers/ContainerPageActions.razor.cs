using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Containers.Protection;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What can be done to the container of a page.</summary>
public sealed partial class ContainerPageActions : IDisposable
{
    /// <summary>Its engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

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

    /// <summary>Protects it, or lifts that.</summary>
    [Parameter, EditorRequired]
    public required Func<bool, Task> Protect { get; set; }

    /// <summary>Where it is edited; null where it can't be.</summary>
    [Parameter]
    public string? EditUrl { get; set; }

    /// <summary>Where another one like it is made; null where none can be.</summary>
    [Parameter]
    public string? DuplicateUrl { get; set; }

    [Inject]
    private IProtections Protections { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProtectionText> Words { get; set; } = null!;

    private string? Reason => Protections.Reason(Words, Environment, Details.Summary);

    /// <inheritdoc/>
    public void Dispose() => Protections.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Protections.Changed += OnChanged;

    private void OnChanged(string id)
    {
        if (id == Details.Summary.Id)
        {
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
