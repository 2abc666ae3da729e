using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Limits;

/// <summary>One limit: a slider within what the host has, and the exact value beside it.</summary>
public sealed partial class LimitField
{
    /// <summary>All limits.</summary>
    [Parameter, EditorRequired]
    public required LimitsDraft Draft { get; set; }

    /// <summary>Which of them.</summary>
    [Parameter, EditorRequired]
    public required string Option { get; set; }

    /// <summary>Its name for people.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What it does.</summary>
    [Parameter]
    public string Hint { get; set; } = "";

    /// <summary>Its slider; null where there is no sensible one.</summary>
    [Parameter]
    public LimitSlider? Slider { get; set; }

    /// <summary>Keyboard of phones.</summary>
    [Parameter]
    public string InputMode { get; set; } = "text";

    /// <summary>What it uses now.</summary>
    [Parameter]
    public RenderFragment? Now { get; set; }

    /// <summary>Told after each change.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private IStringLocalizer<LimitsText> Text { get; set; } = null!;

    private string Id => $"limit{Option}";

    private string? Problem => Draft.Problem(Option);

    private Task Type(string? typed)
    {
        Draft[Option] = typed ?? "";
        return Changed.InvokeAsync();
    }

    private Task Slid(string? position) => Type(Slider!.TextAt(double.Parse(position ?? Slider.Position, CultureInfo.InvariantCulture)));
}
