using Dashboard.Services;
using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Logs;

/// <summary>Logs of containers that are gone, on every engine.</summary>
public sealed partial class KeptLogsPage
{
    private IReadOnlyList<Row> _logs = [];
    private string _filter = "";

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ILogs Logs { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IOptions<DashboardOptions> Options { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LogsText> Text { get; set; } = null!;

    private List<Row> Shown =>
        [.. _logs.Where(l => _filter.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Matches(l.Log, word)))];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var actor = (await SignedIn).User.ToActor();
        _logs = [.. Registry.All.SelectMany(e => Logs.Gone(actor, e).Select(l => new Row(e.Name.Value, l.Id, l))).OrderByDescending(r => r.Log.Written)];
    }

    private static bool Matches(GoneLog log, string word) =>
        ((string?[])[log.Name, log.Image, log.Project, log.Id]).Any(t => t?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private void Filter(ChangeEventArgs change) => _filter = change.Value as string ?? "";

    private sealed record Row(string Environment, string Id, GoneLog Log);
}
