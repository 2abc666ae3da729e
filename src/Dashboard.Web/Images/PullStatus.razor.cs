using Dashboard.Services.Formatting;
using Dashboard.Services.Images;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Images;

/// <summary>How far a pull is: a bar, layers and bytes.</summary>
public sealed partial class PullStatus
{
    /// <summary>What is pulled.</summary>
    [Parameter, EditorRequired]
    public required string Image { get; set; }

    /// <summary>How far it is.</summary>
    [Parameter, EditorRequired]
    public required PullState State { get; set; }

    [Inject]
    private IStringLocalizer<ImagesText> Text { get; set; } = null!;

    private string Figures => State.Layers.Count == 0 ? ""
        : State.Total == 0 ? Text["Layers", State.Complete, State.Layers.Count]
        : Text["LayersAndBytes", State.Complete, State.Layers.Count, HumanSize.InThousands(State.Downloaded, 3), HumanSize.InThousands(State.Total, 3)];
}
