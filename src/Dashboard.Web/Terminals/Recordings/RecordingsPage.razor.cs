using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Terminals.Recordings;

/// <summary>Recordings of terminals on every engine: who, where, when, how long, and why it ended.</summary>
public sealed partial class RecordingsPage : IDisposable
{
    private IReadOnlyList<Recording> _recordings = [];
    private Actor _actor = Actor.Nobody;
    private string _filter = "";
    private bool _isRecorded;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IRecordings Recordings { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IOptions<DashboardOptions> Options { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RecordingsText> Text { get; set; } = null!;

    private List<Recording> Shown =>
        [.. _recordings.Where(r => _filter.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Matches(r, word)))];

    /// <inheritdoc/>
    public void Dispose() => Recordings.Changed -= Changed;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _isRecorded = Registry.SeenBy(_actor).Any(e => Recordings.ModeOf(e) != RecordingMode.Off);
        Recordings.Changed += Changed;
        Refresh();
    }

    private static bool Matches(Recording recording, string word) =>
        ((string[])[recording.UserName, recording.ContainerName, recording.ContainerId, recording.Command, recording.EndReason ?? ""])
            .Any(t => t.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string Container(Recording recording) => recording.ContainerName.Length > 0 ? recording.ContainerName : Text["NoContainer"];

    private void Changed(string environment) => _ = InvokeAsync(() =>
    {
        Refresh();
        StateHasChanged();
    });

    private void Refresh() => _recordings = [.. Registry.SeenBy(_actor).SelectMany(e => Recordings.List(_actor, e)).OrderByDescending(r => r.Started).ThenByDescending(r => r.Number)];

    private void Filter(ChangeEventArgs change) => _filter = change.Value as string ?? "";
}
