using Dashboard.Services.Access.Protection;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Protection;

/// <summary>A lock beside a container that must not be ended; nothing beside all others. Comes and goes as soon as somebody decides so.</summary>
public sealed partial class ProtectionSign : IDisposable
{
    /// <summary>Its engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerSummary Container { get; set; }

    /// <summary>Whether the word stands beside the lock; else it is for screen readers only.</summary>
    [Parameter]
    public bool IsWordy { get; set; }

    [Inject]
    private IProtections Protections { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProtectionText> Text { get; set; } = null!;

    private string? Reason => Protections.Reason(Text, Environment, Container);

    /// <inheritdoc/>
    public void Dispose() => Protections.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Protections.Changed += OnChanged;

    private void OnChanged(string id)
    {
        if (id == Container.Id)
        {
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
