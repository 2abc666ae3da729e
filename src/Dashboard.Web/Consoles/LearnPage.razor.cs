using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Consoles;

/// <summary>What an image, a container and a Dockerfile are, and the commands with their flags: each to be tried in the console beside it.</summary>
public sealed partial class LearnPage
{
    [Inject]
    private IStringLocalizer<ConsolesText> Text { get; set; } = null!;
}
