using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Logs;

/// <summary>The kept log of a container that is gone. What the reader may not see, the log view says in the server's words.</summary>
public sealed partial class KeptLogPage
{
    private GoneLog? _log;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>Full id of the container.</summary>
    [Parameter]
    public string Container { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ILogs Logs { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LogsText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var actor = (await SignedIn).User.ToActor();
        var environment = Registry.All.FirstOrDefault(e => e.Name.Value == Environment);
        _log = environment is null ? null : Logs.Gone(actor, environment).FirstOrDefault(l => l.Id == Container);
    }
}
