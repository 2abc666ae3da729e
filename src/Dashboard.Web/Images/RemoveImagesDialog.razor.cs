using Dashboard.Services.Commands;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Images;

/// <summary>Asks before images are removed, and tells of each what stands in the way. The result is whether to force it.</summary>
public sealed partial class RemoveImagesDialog
{
    private bool _force;

    /// <summary>What is about to be removed.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ImageLine> Images { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ImagesText> Text { get; set; } = null!;

    // As one line where there is one engine; that each is run by itself changes nothing of what is done.
    private string Line => CommandLine.PrintMasked(new Services.Images.RemoveImages { Force = _force, Images = EquatableList.From(Images.SelectMany(i => i.Removal(_force).Images).ToArray()) });

    private static bool IsFinal(ImageLine line) => line.Image.Users.Any(u => u.IsRunning);

    private string? Block(ImageLine line)
    {
        var running = line.Image.Users.Where(u => u.IsRunning).Select(u => u.Name).ToList();
        return running.Count > 0 ? Text["Block.Running", string.Join(", ", running)].Value
            : line.Image.Users.Count > 0 ? Text["Block.Stopped", string.Join(", ", line.Image.Users.Select(u => u.Name))].Value
            : null;
    }
}
