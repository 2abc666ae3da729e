using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Terminals.Recordings;

/// <summary>One recording, to be watched.</summary>
public sealed partial class RecordingPage
{
    private Recording? _recording;
    private EngineError? _error;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>The recording's number.</summary>
    [Parameter]
    public long Number { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IRecordings Recordings { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RecordingsText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (_recording, _error) = (null, null);
        try
        {
            var actor = (await SignedIn).User.ToActor();
            _recording = Recordings.Get(actor, Registry.Get(actor, Environment), Number);
        }
        catch (EngineErrorException e)
        {
            _error = e.Error;
        }
    }

    private string Container(Recording recording) => recording.ContainerName.Length > 0 ? recording.ContainerName : Text["NoContainer"];
}
