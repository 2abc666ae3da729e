using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Listing;

/// <summary>What can be typed into the filter, on request.</summary>
public partial class FilterHelp
{
    private static readonly (string Example, string Name)[] _examples =
    [
        ("web 8080", "Any"), ("label:team", "LabelKey"), ("label:team=blue", "Label"), ("label:\"note=two words\"", "Quotes"), ("-label:team", "Not"),
        ("health:unhealthy", "Health"), ("state:exited", "State"), ("exit:137", "Exit"), ("image:nginx", "Image"), ("network:backend", "Network"),
        ("project:shop", "Project"), ("port:8080", "Port"), ("name:web", "Name"), ("id:3f2a", "Id"), ("engine:local", "Engine"),
    ];

    private bool _isOpen;

    [Inject]
    private IStringLocalizer<ListingText> Text { get; set; } = null!;

    private void CloseOnEscape(KeyboardEventArgs key) => _isOpen &= key.Key != "Escape";
}
