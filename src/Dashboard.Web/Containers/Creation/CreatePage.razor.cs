using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
using Dashboard.Web.Images;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Creation;

/// <summary>Makes a container: a form that a newcomer can fill, and the docker command that it amounts to.</summary>
public sealed partial class CreatePage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private DraftChecks? _checks;
    private CancellationTokenSource? _running;
    private string? _shown;
    private DockerEnvironment? _environment;
    private Actor _actor = Actor.Nobody;
    private IReadOnlyList<string> _images = [];
    private ReadBack? _origin;
    private PullState? _pull;
    private string? _refusal;
    private string? _failure;
    private string? _leftover;
    private string? _note;
    private bool _isAttempted;
    private bool _notStarted;

    /// <summary>Name of the environment.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>Name or id of a container to make another of; null for an empty form.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private ICreationQueries Queries { get; set; } = null!;

    [Inject]
    private IImageQueries ImageQueries { get; set; } = null!;

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private bool IsBusy => _running is not null;

    private RunDraft Draft => _checks!.Draft;

    private string Title => _origin is not null ? Text["Title.Duplicate", From!] : Text["Title"];

    private List<string> Creatable => [.. Registry.CreatableBy(_actor).Select(e => e.Name.Value)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Leaving the page gives up what is under way: a pull that nobody waits for is not carried on with.
        await _gone.CancelAsync();
        await EndAsync();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Environment}?{From}";
        if (_shown == wanted)
        {
            return;
        }

        _shown = wanted;
        _actor = (await SignedIn).User.ToActor();
        try
        {
            var environment = Registry.Get(_actor, Environment);
            _refusal = Registry.CreatableBy(_actor).Contains(environment) ? null : Text["Refused.Text", Environment].Value;
            if (_refusal is null)
            {
                await BeginAsync(environment);
            }
        }
        catch (EngineErrorException e)
        {
            _refusal = e.Error.Message;
        }
    }

    private async Task BeginAsync(DockerEnvironment environment)
    {
        await EndAsync();
        (_origin, _failure, _leftover, _note, _isAttempted) = (null, null, null, null, false);
        var draft = new RunDraft();
        string? error = null;
        try
        {
            if (From is { Length: > 0 } from)
            {
                _origin = await ReadBackAsync(environment, from);
                draft.Load(_origin.Command);
            }

            _images = await ImageQueries.TagsAsync(_actor, environment, _gone.Token);
        }
        catch (EngineErrorException e)
        {
            error = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _environment = environment;
        _checks = new DraftChecks(draft, token => Queries.CheckAsync(_actor, environment, draft.Command, token), Time, Text, Found) { LoadError = error };
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

    // Two containers can't have one name, so the copy gets another one.
    private async Task<ReadBack> ReadBackAsync(DockerEnvironment environment, string from)
    {
        var name = ResourceName.TryParse(from, out var parsed) ? parsed : throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such container: {from}"));
        var origin = await Queries.ReadBackAsync(_actor, environment, name, reveal: true, _gone.Token);
        var lifecycle = origin.Command.Lifecycle;
        return origin with { Command = origin.Command with { Lifecycle = lifecycle with { Name = $"{lifecycle.Name}-copy" } } };
    }

    private void OnChanged()
    {
        // What it left behind when it was sent is there until somebody removes it.
        (_failure, _note) = (_leftover is null ? null : _failure, null);
        _ = InvokeAsync(StateHasChanged);
    }

    private void OnPasted(ContainerCreation command) =>
        _note = command is RunContainer { Detach: false } ? Text["Line.Background"].Value : null;

    private Task Found(Action apply) => InvokeAsync(() =>
    {
        apply();
        StateHasChanged();
    });

    private Task RunAsync() => SubmitAsync(Draft.Command);

    private Task CreateAsync() => SubmitAsync(CreateContainer.From(Draft.Command));

    private void Cancel() => _running?.Cancel();

    private async Task RetryAsync()
    {
        var leftover = ResourceName.Of(_leftover!);
        var removed = await Runner.RunAsync(
            _actor, _environment!, new RemoveContainers { Containers = [leftover], Force = true }, terminal: null, _gone.Token);
        if (removed.ExitCode != 0)
        {
            _failure = removed.Stderr.Trim();
            return;
        }

        _leftover = null;
        await RunAsync();
    }

    private async Task SubmitAsync(ContainerCreation command)
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

        _running = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        StateHasChanged();
        try
        {
            Finish(await Runner.RunAsync(_actor, _environment!, command, new PullMeter(Time, ShowPull), _running.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException)
        {
            _note = Text["Cancelled"];
        }
        finally
        {
            _running.Dispose();
            (_running, _pull) = (null, null);
        }

        _checks?.Ask();
    }

    private Task ShowPull(PullState state) => Found(() => _pull = IsBusy && state.Fraction < 1 ? state : null);

    private void Finish(CommandResult result)
    {
        // The engine gives the id on a line of its own as soon as there is a container, started or not.
        var id = result.Stdout.Trim();
        if (result.ExitCode == 0)
        {
            Tell(result);
            Navigation.NavigateTo(AppUrls.Container(Environment, Draft.Command.Lifecycle.Name is { Length: > 0 } name ? name : id[..Math.Min(id.Length, 12)]));
            return;
        }

        _failure = result.Error?.Message ?? result.Stderr.Trim();
        _notStarted = id.Length > 0;
        _leftover = _notStarted ? id : _leftover;
        _checks!.Fail(_failure);
    }

    private void Tell(CommandResult result)
    {
        var warnings = result.Stderr.Split('\n').Where(l => l.StartsWith("WARNING: ", StringComparison.Ordinal)).ToList();
        Snackbar.Add(Draft.MaskedLine, Severity.Success);
        if (warnings.Count > 0)
        {
            Snackbar.Add(string.Join('\n', warnings), Severity.Warning);
        }
    }
}
