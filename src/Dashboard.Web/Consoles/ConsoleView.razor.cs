using Dashboard.Services.Access;
using Dashboard.Services.Environments;
using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Consoles;

/// <summary>The console: its lines, and the input below. What is typed stays in the browser until it is sent.</summary>
public sealed partial class ConsoleView : IDisposable
{
    // As a terminal sends Ctrl-C and Ctrl-L.
    private const string EndOfText = "\u0003";
    private const string FormFeed = "\f";

    private static readonly string[] _examples = ["docker ps -a", "docker images", "docker run --help", "docker stop $(docker ps -q)"];

    private Actor _actor = Actor.Nobody;
    private IReadOnlyList<DockerEnvironment> _environments = [];
    private string? _chosen;

    /// <summary>Whether only the last line is shown, as in the palette.</summary>
    [Parameter]
    public bool IsCompact { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private ConsoleSession Session { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Environments { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ConsolesText> Text { get; set; } = null!;

    private DockerEnvironment? Environment => _environments.FirstOrDefault(e => e.Name.Value == _chosen) ?? (_environments is [var first, ..] ? first : null);

    private IEnumerable<ConsoleEntry> Shown => IsCompact ? Session.Entries.TakeLast(1) : Session.Entries;

    /// <inheritdoc/>
    public void Dispose() => Session.Changed -= Show;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Session.Changed += Show;
        _actor = (await SignedIn).User.ToActor();
        _environments = [.. Environments.SeenBy(_actor)];
    }

    private void Show() => _ = InvokeAsync(StateHasChanged);

    private Task SubmitAsync(ChangeEventArgs args)
    {
        switch (args.Value as string)
        {
            case EndOfText:
                Session.Cancel();
                return Task.CompletedTask;
            case FormFeed:
                Session.Clear();
                return Task.CompletedTask;
            case { Length: > 0 } text when Environment is { } environment:
                return Session.RunAsync(_actor, environment, text);
            default:
                return Task.CompletedTask;
        }
    }
}
