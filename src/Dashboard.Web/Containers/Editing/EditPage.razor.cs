using Dashboard.Services.Access;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Web.Containers.Creation;
using Dashboard.Web.Containers.Protection;
using Dashboard.Web.Images;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Editing;

/// <summary>Changes a container: the form filled with what it was made with, and <c>docker container recreate</c> once the changes were looked at.</summary>
public sealed partial class EditPage : IAsyncDisposable
{
    private const Right Needed = Right.Create | Right.Remove | Right.Operate;

    private readonly CancellationTokenSource _gone = new();
    private DraftChecks? _checks;
    private CancellationTokenSource? _running;
    private string? _shown;
    private DockerEnvironment? _environment;
    private ContainerDetails? _details;
    private Actor _actor = Actor.Nobody;
    private IReadOnlyList<string> _images = [];
    private ReadBack? _own;
    private PullState? _pull;
    private string? _refusal;
    private string? _failure;
    private string? _note;
    private int? _waitTimeout;
    private bool _isAttempted;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>Name or id of the container.</summary>
    [Parameter]
    public string Container { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IContainerQueries Containers { get; set; } = null!;

    [Inject]
    private ICreationQueries Queries { get; set; } = null!;

    [Inject]
    private IImageQueries ImageQueries { get; set; } = null!;

    [Inject]
    private IProtections Protections { get; set; } = null!;

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<EditText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProtectionText> ProtectionWords { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CreationText> CreationWords { get; set; } = null!;

    private bool IsBusy => _running is not null;

    private RunDraft Draft => _checks!.Draft;

    private string Title => Text["Title", Container];

    private IReadOnlyList<OptionChange> Changes => OptionChange.Between(_own!.Command, Draft, _own.Withheld);

    private string Count => Changes.Count switch { 0 => Text["Changes.None"], 1 => Text["Changes.One"], var many => Text["Changes.Many", many] };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What is under way goes on without the page: whoever looks away must not lose a container half-way.
        await _gone.CancelAsync();
        await EndAsync();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Environment}/{Container}";
        if (_shown == wanted)
        {
            return;
        }

        _shown = wanted;
        _actor = (await SignedIn).User.ToActor();
        try
        {
            await EndAsync();
            _environment = Registry.Get(_actor, Environment);
            var name = ResourceName.TryParse(Container, out var parsed) ? parsed
                : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such container: {Container}"));
            _details = await Containers.InspectAsync(_actor, _environment, name, _gone.Token);
            _refusal = Refusal(_environment, _details);
            if (_refusal is null)
            {
                await BeginAsync(_environment, name);
            }
        }
        catch (EngineErrorException e)
        {
            _refusal = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    // Known before anybody types; the server asks again.
    private string? Refusal(DockerEnvironment environment, ContainerDetails details) =>
        !_actor.May(Needed, environment.Name, details.Summary) ? Text["Refused.Rights", details.Summary.Name].Value
        : Protections.Reason(ProtectionWords, environment, details.Summary) is { } reason ? reason
        : details.IsRemovedAtEnd ? Text["Refused.Removed", details.Summary.Name].Value
        : null;

    private async Task BeginAsync(DockerEnvironment environment, ResourceName name)
    {
        (_failure, _note, _waitTimeout, _isAttempted) = (null, null, null, false);
        var own = await Queries.ReadForEditAsync(_actor, environment, name, _gone.Token);
        _images = await ImageQueries.TagsAsync(_actor, environment, _gone.Token);
        _own = own with { Command = RunContainer.InBackground(own.Command) };
        var draft = new RunDraft(run => RecreateContainer.From(name, run) with { WaitTimeout = _waitTimeout });
        draft.Load(_own.Command);
        _checks = new DraftChecks(draft, token => Queries.CheckAsync(_actor, environment, draft.Sent, token), Time, CreationWords, Found);
        draft.Changed += OnChanged;
        _checks.Ask();
    }

    private async Task EndAsync()
    {
        if (_checks is not null)
        {
            Draft.Changed -= OnChanged;
            await _checks.DisposeAsync();
            _checks = null;
        }
    }

    private void OnChanged()
    {
        (_failure, _note) = (null, null);
        _ = InvokeAsync(StateHasChanged);
    }

    private Task Found(Action apply) => InvokeAsync(() =>
    {
        apply();
        StateHasChanged();
    });

    private PastedLine ReadLine(string line) => PastedLine.Read(line) switch
    {
        { Error: not null } wrong => wrong,
        { Command: RecreateContainer other } when other.Container.Value != Container => new PastedLine(null, Text["Line.Other", Container]),
        { Command: null } => new PastedLine(null, Text["Line.Other", Container]),
        var read => read,
    };

    private void OnPasted(ContainerCreation command) => _waitTimeout = (command as RecreateContainer)?.WaitTimeout;

    private void GiveUp() => _running?.Cancel();

    private async Task ReviewAsync()
    {
        if (IsBusy)
        {
            return;
        }

        (_isAttempted, _failure, _note) = (true, null, null);
        _checks!.Fail(null);
        if (!Draft.IsComplete)
        {
            _note = Text["Incomplete", string.Join(", ", _checks.Unfinished())];
            return;
        }

        if (!await LookAgainAsync())
        {
            return;
        }

        var parameters = new DialogParameters<EditDialog>
        {
            { d => d.Name, Container },
            { d => d.Changes, Changes },
            { d => d.IsRunning, _details!.Summary.IsRunning },
            { d => d.Line, Draft.MaskedLine },
            { d => d.Copy, Draft.Line },
        };
        var dialog = await Dialogs.ShowAsync<EditDialog>(
            null, parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseOnEscapeKey = true });
        if (await dialog.Result is { Canceled: false })
        {
            await SendAsync();
        }
    }

    // Somebody may have changed it since the form was filled: what is confirmed is the difference from how it is now.
    private async Task<bool> LookAgainAsync()
    {
        try
        {
            var name = ResourceName.Of(Container);
            _details = await Containers.InspectAsync(_actor, _environment!, name, _gone.Token);
            var own = await Queries.ReadForEditAsync(_actor, _environment!, name, _gone.Token);
            _own = own with { Command = RunContainer.InBackground(own.Command) };
            return true;
        }
        catch (EngineErrorException e)
        {
            _failure = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }

        return false;
    }

    private async Task SendAsync()
    {
        using var running = new CancellationTokenSource();
        _running = running;
        StateHasChanged();
        try
        {
            var result = await Runner.RunAsync(_actor, _environment!, Draft.Sent, new PullMeter(Time, ShowPull), running.Token);
            if (!_gone.IsCancellationRequested)
            {
                Finish(result);
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            _note = Text["Cancelled", Container];
        }
        finally
        {
            (_running, _pull) = (null, null);
        }

        _checks?.Ask();
    }

    // Once the pull is over, the container is made: the sentence about that is what counts then.
    private Task ShowPull(PullState state) => Found(() => _pull = IsBusy && state.Fraction < 1 ? state : null);

    private void Finish(CommandResult result)
    {
        if (result.ExitCode != 0)
        {
            _failure = result.Error?.Message ?? result.Stderr.Trim();
            _checks!.Fail(_failure);
            return;
        }

        Snackbar.Add(Draft.MaskedLine, Severity.Success);
        if (result.Stderr.Split('\n').Where(l => l.StartsWith("WARNING: ", StringComparison.Ordinal)).ToList() is { Count: > 0 } warnings)
        {
            Snackbar.Add(string.Join('\n', warnings), Severity.Warning);
        }

        Navigation.NavigateTo(AppUrls.Container(Environment, Draft.Command.Lifecycle.Name is { Length: > 0 } name ? name : Container));
    }
}
