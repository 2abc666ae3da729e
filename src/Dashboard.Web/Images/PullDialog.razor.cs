using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Services.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Images;

/// <summary>Asks what to pull and begins it as a job, which goes on when the dialog and the page are closed.</summary>
public sealed partial class PullDialog
{
    private string _name = "";
    private string _platform = "";
    private string _engine = "";

    /// <summary>Who pulls.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IJobs Jobs { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ImagesText> Text { get; set; } = null!;

    private List<DockerEnvironment> Engines => [.. Registry.SeenBy(Actor)];

    private string? Complaint => _name.Trim().Length == 0 ? null : ImageNames.Complaint(_name.Trim());

    private PullImage Command => new() { Name = _name.Trim().Length == 0 ? "IMAGE" : _name.Trim(), Platform = _platform.Trim().Length == 0 ? null : _platform.Trim() };

    /// <inheritdoc/>
    protected override void OnInitialized() => _engine = Engines.FirstOrDefault()?.Name.Value ?? "";

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Enter" && _name.Trim().Length > 0 && Complaint is null)
        {
            Start();
        }
    }

    private void Start()
    {
        Jobs.Start(Actor, Registry.Get(Actor, _engine), Command, CommandFiles.None);
        Dialog.Close(DialogResult.Ok(true));
    }
}
