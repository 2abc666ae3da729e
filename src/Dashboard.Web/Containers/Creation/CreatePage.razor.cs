using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments;
using Dashboard.Services.Images;
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
    private RunDraft _draft = new();
    private CreationWatch? _watch;
    private CancellationTokenSource? _running;
    private string? _shown;
    private DockerEnvironment? _environment;
    private Actor _actor = Actor.Nobody;
    private IReadOnlyList<string> _images = [];
    private IReadOnlyList<CreationFinding> _findings = [];
    private ReadBack? _origin;
    private string? _refusal;
    private string? _loadError;
    private string? _failure;
    private string? _failedPlace;
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

    private bool IsPulled => _draft.Command.Lifecycle.Pull == "always" || _findings.Any(f => f.Kind == CreationFindingKind.ImageMissing);

    private string Title => _origin is not null ? Text["Title.Duplicate", From!] : Text["Title"];

    private List<string> Creatable => [.. Registry.CreatableBy(_actor).Select(e => e.Name.Value)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _draft.Changed -= OnChanged;
        // Leaving the page gives up what is under way: a pull that nobody waits for is not carried on with.
        await _gone.CancelAsync();
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

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
        _draft.Changed -= OnChanged;
        (_draft, _origin, _findings, _loadError) = (new RunDraft(), null, [], null);
        (_failure, _failedPlace, _leftover, _note, _isAttempted) = (null, null, null, null, false);
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        _watch = new CreationWatch(token => Queries.CheckAsync(_actor, environment, _draft.Command, token), Time, Found);
        try
        {
            if (From is { Length: > 0 } from)
            {
                _origin = await ReadBackAsync(environment, from);
                _draft.Load(_origin.Command);
            }

            _images = await ImageQueries.TagsAsync(_actor, environment, _gone.Token);
        }
        catch (EngineErrorException e)
        {
            _loadError = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _environment = environment;
        _draft.Changed += OnChanged;
        _watch.Ask();
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
        // What the engine said of it before says nothing of what it is now; but what it left behind is there until somebody removes it.
        (_failure, _failedPlace, _note) = (_leftover is null ? null : _failure, null, null);
        Place();
        _watch?.Ask();
        _ = InvokeAsync(StateHasChanged);
    }

    private void OnPasted(DockerCommand command) =>
        _note = command is RunContainer { Detach: false } ? Text["Line.Background"].Value : null;

    private Task Found(IReadOnlyList<CreationFinding> findings, EngineError? error) => InvokeAsync(() =>
    {
        _findings = findings;
        _loadError = error?.Message ?? _loadError;
        Place();
        StateHasChanged();
    });

    // Each finding stands at the field that it is about; what has no place stands above the buttons.
    private void Place()
    {
        Dictionary<string, string> notes = [];
        foreach (var finding in _findings)
        {
            var (place, words) = finding.Kind switch
            {
                CreationFindingKind.NameTaken => ("--name", Text["Name.Taken", finding.Text].Value),
                CreationFindingKind.PortTaken => ("--publish", Text["Ports.Taken", finding.Text, finding.Other].Value),
                CreationFindingKind.Wrong => (ErrorPlaces.Of(finding.Text), finding.Text),
                _ => (null, ""),
            };
            if (place is not null)
            {
                notes[place] = notes.TryGetValue(place, out var before) ? $"{before}\n{words}" : words;
            }
        }

        if (_failedPlace is not null && _failure is not null)
        {
            notes.TryAdd(_failedPlace, _failure);
        }

        _draft.Notes = notes;
    }

    private Task RunAsync() => SubmitAsync(_draft.Command);

    private Task CreateAsync() => SubmitAsync(CreateContainer.From(_draft.Command));

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

        (_isAttempted, _failure, _failedPlace, _note) = (true, null, null, null);
        if (!_draft.IsComplete)
        {
            _note = Text["Incomplete", string.Join(", ", Unfinished())];
            return;
        }

        _running = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        StateHasChanged();
        try
        {
            Finish(await Runner.RunAsync(_actor, _environment!, command, terminal: null, _running.Token));
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
            _running = null;
        }

        _watch?.Ask();
    }

    // Told by name: on a long form, what is marked may be out of sight.
    private IEnumerable<string> Unfinished()
    {
        if (_draft.Image.Trim().Length == 0 || _draft.ImageError is not null)
        {
            yield return Text["Image"];
        }

        foreach (var field in _draft.Fields.Where(f => f.IsWrong))
        {
            yield return field.Option.Name;
        }

        if (_draft.ArgumentsError is not null)
        {
            yield return Text["Command"];
        }

        if (_draft.LineError is not null)
        {
            yield return Text["Line"];
        }
    }

    private void Finish(CommandResult result)
    {
        // The engine gives the id on a line of its own as soon as there is a container, started or not.
        var id = result.Stdout.Trim();
        if (result.ExitCode == 0)
        {
            Tell(result);
            Navigation.NavigateTo(AppUrls.Container(Environment, _draft.Command.Lifecycle.Name is { Length: > 0 } name ? name : id[..Math.Min(id.Length, 12)]));
            return;
        }

        _failure = result.Error?.Message ?? result.Stderr.Trim();
        _failedPlace = ErrorPlaces.Of(_failure);
        _notStarted = id.Length > 0;
        _leftover = _notStarted ? id : _leftover;
        Place();
    }

    private void Tell(CommandResult result)
    {
        var warnings = result.Stderr.Split('\n').Where(l => l.StartsWith("WARNING: ", StringComparison.Ordinal)).ToList();
        Snackbar.Add(_draft.MaskedLine, Severity.Success);
        if (warnings.Count > 0)
        {
            Snackbar.Add(string.Join('\n', warnings), Severity.Warning);
        }
    }
}
