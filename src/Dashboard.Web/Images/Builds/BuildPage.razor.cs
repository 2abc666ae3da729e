using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Dashboard.Services.Images.Builds;
using Dashboard.Services.Images.Builds.Contexts;
using Dashboard.Services.Images.Builds.Dockerfiles;
using Dashboard.Services.Images.Builds.Runs;
using Dashboard.Services.Jobs;
using Dashboard.Web.Shared;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Images.Builds;

/// <summary>Builds an image: a Dockerfile to write, the files around it, the docker command that it amounts to, and what comes of it.</summary>
public sealed partial class BuildPage : IDisposable
{
    private const int MostShown = 10;
    private const int LongestDockerfile = 20_000;
    private const string Example = "FROM alpine:3.22\nRUN echo built > /built\nCMD [\"cat\", \"/built\"]\n";

    private static readonly TimeSpan _spacing = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _gone = new();
    private BuildDraft _draft = new();
    private Guid _contextId = Guid.NewGuid();
    private StagedContext? _context;
    private (int Files, long Bytes) _kept;
    private Dockerfile _dockerfile = Dockerfile.Parse(Example);
    private IReadOnlyList<DockerfileFinding> _findings = [];
    private IReadOnlyList<BuildRun> _history = [];
    private IReadOnlyList<BuildStep> _steps = [];
    private BuildRun? _run;
    private DockerEnvironment? _environment;
    private Actor _actor = Actor.Nobody;
    private string _loaded = Example;
    private string _text = Example;
    private int _version;
    private int _shown = MostShown;
    private int _isDue;
    private ITimer? _timer;
    private string? _shownFor;
    private string? _refusal;
    private string? _failure;
    private string? _contextError;
    private bool _isEdited;
    private bool _tooLong;
    private bool _moreIsOpen;
    private bool _looksAtOutput;
    private ElementReference _side;

    /// <summary>Name of the engine.</summary>
    [Parameter]
    public string Environment { get; set; } = "";

    /// <summary>A build to look at; null is none.</summary>
    [SupplyParameterFromQuery(Name = AppUrls.BuildQuery)]
    public string? Build { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IBuildContexts Contexts { get; set; } = null!;

    [Inject]
    private IBuilds Builds { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<BuildText> Text { get; set; } = null!;

    private List<DockerEnvironment> Buildable => [.. Registry.SeenBy(_actor).Where(e => _actor.MayOnAllOf(Right.Create, e.Name))];

    private string ContextLabels => ElementLabels.From(Text);

    private string EditorLabels => ContextLabels;

    private IReadOnlyList<string> ArgNames => _draft.Source == BuildSource.Git ? [] : _dockerfile.Args;

    private string FindingsJson => JsonSerializer.Serialize(_findings.Select(f => new { line = f.Line, severity = f.Level.ToString().ToLowerInvariant(), text = Sentence(f) }));

    private string? GitComplaint => _draft.Repository.Trim().Length > 0 && _draft.Command.ContextProblem is { } problem ? problem : null;

    // Why it can't begin yet.
    private string? Missing =>
        _draft.TagComplaint is not null ? Text["Missing.Tags"].Value
        : _draft.Source == BuildSource.Git ? (_draft.Repository.Trim().Length == 0 || GitComplaint is not null ? Text["Missing.Git"].Value : null)
        : _draft.Source == BuildSource.Files && _context is null ? Text["Missing.Context"].Value
        : _text.Trim().Length == 0 && !_tooLong ? Text["Missing.Dockerfile"].Value
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Builds.Changed -= OnBuilds;
        _timer?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _timer = Time.CreateTimer(_ => Draw(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Builds.Changed += OnBuilds;
        Check();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shownFor != Environment)
        {
            (_shownFor, _context, _contextId, _refusal, _environment) = (Environment, null, Guid.NewGuid(), null, null);
            try
            {
                _environment = Registry.Get(_actor, Environment);
                _refusal = _actor.MayOnAllOf(Right.Create, _environment.Name) ? null : Text["Refused.Text", Environment].Value;
            }
            catch (EngineErrorException e)
            {
                _refusal = e.Error.Message;
            }
        }

        if (_environment is not null && _refusal is null)
        {
            await LookAsync();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // On a phone, what comes of it is below the form.
        if (_looksAtOutput && _run is { IsRunning: true })
        {
            _looksAtOutput = false;
            await _side.FocusAsync();
        }
    }

    private async Task LookAsync()
    {
        _history = Builds.SeenBy(_actor, _environment!);
        var run = Guid.TryParse(Build, out var id) ? Builds.Find(_actor, _environment!, id) : null;
        if (run is null || run != _run || run.IsRunning || _steps is not [.., { Ended: not null }])
        {
            _steps = run is null ? [] : await Builds.StepsAsync(run, _gone.Token);
        }

        _run = run;
    }

    // Told many times a second while a build prints.
    private void OnBuilds()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _timer?.Change(_spacing, Timeout.InfiniteTimeSpan);
        }
    }

    private void Draw()
    {
        Volatile.Write(ref _isDue, 0);
        _ = InvokeAsync(async () =>
        {
            if (_environment is not null && _refusal is null && !_gone.IsCancellationRequested)
            {
                await LookAsync();
                StateHasChanged();
            }
        });
    }

    private void Choose(BuildSource source)
    {
        (_draft.Source, _failure) = (source, null);
        Check();
    }

    private void Typed(ChangeEventArgs args)
    {
        (_text, _isEdited, _failure, _tooLong) = (args.Value as string ?? "", true, null, false);
        Check();
    }

    private void Check()
    {
        _dockerfile = Dockerfile.Parse(_text);
        _findings = _draft.Source == BuildSource.Git ? [] : DockerfileLint.Check(_dockerfile, [.. _draft.Args.Select(a => a.Name)], hasBuildKit: _environment?.Health.HasBuildKit ?? false);
    }

    private void Load(string text)
    {
        (_text, _loaded, _isEdited) = (text, text, false);
        _version++;
        Check();
    }

    private async Task ArrivedAsync()
    {
        _context = Contexts.Find(_actor, _contextId);
        _contextError = null;
        if (_context is { } context && !context.Files.Any(f => f.Path == _draft.FilePath) && context.Dockerfiles is [var first, ..])
        {
            _draft.File = first == "Dockerfile" ? "" : first;
        }

        await ReadFileAsync();
    }

    private Task FileChosenAsync(ChangeEventArgs args)
    {
        _draft.File = args.Value as string ?? "";
        return ReadFileAsync();
    }

    // The editor shows the Dockerfile that the files have, and what is then changed in it is built.
    private async Task ReadFileAsync()
    {
        if (_context is null)
        {
            return;
        }

        try
        {
            _kept = _context.Kept(_draft.FilePath);
            var text = await Contexts.ReadTextAsync(_context, _draft.FilePath, _gone.Token);
            _contextError = text is null ? Text["Context.NoDockerfile", _draft.FilePath].Value : null;
            _tooLong = text?.Length > LongestDockerfile;
            if (text is not null)
            {
                Load(_tooLong ? "" : text);
            }
        }
        catch (Exception e) when (e is FormatException or EngineErrorException)
        {
            _contextError = e.Message;
        }
    }

    private void Start()
    {
        try
        {
            var isOwn = _draft.Source == BuildSource.Dockerfile || (_draft.Source == BuildSource.Files && !_tooLong && (_isEdited || _contextError is not null));
            var run = Builds.Start(_actor, _environment!, _draft.Command, _draft.Source == BuildSource.Files ? _context : null, isOwn ? _text : null);
            (_failure, _looksAtOutput) = (null, true);
            Navigation.NavigateTo(AppUrls.Build(Environment, run.Record.Id));
        }
        catch (EngineErrorException e)
        {
            _failure = e.Error.Message;
        }
    }

    // The form as it was for that build. Files are not kept with it: those that are still here are used again.
    private Task AgainAsync()
    {
        var record = _run!.Record;
        if (CommandLine.Parse(record.Line) is not BuildImage command)
        {
            return Task.CompletedTask;
        }

        var source = command.Context != "-" ? BuildSource.Git : record.Context.Length > 0 ? BuildSource.Files : BuildSource.Dockerfile;
        _draft = new BuildDraft();
        _draft.Load(command, source);
        _moreIsOpen = command.Labels.Count > 0 || command.Platform is not null || command.NoCache || command.Pull;
        if (record.Dockerfile is { } text)
        {
            Load(text);
            _isEdited = true;
            return Task.CompletedTask;
        }

        Check();
        return source == BuildSource.Files ? ReadFileAsync() : Task.CompletedTask;
    }

    private string Sentence(DockerfileFinding finding) => Text[$"Lint.{finding.Rule}", finding.Subject];

    private string Facts(BuildRecord record)
    {
        List<string> facts = [Text[$"State.{record.State}"], record.Started.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)];
        if (record.Ended is { } ended)
        {
            facts.Add(BuildTime.Of(ended - record.Started));
        }

        if (record.Context.Length > 0)
        {
            facts.Add(record.Context);
        }

        if (record.UserId != _actor.UserId)
        {
            facts.Add(record.UserName);
        }

        return string.Join(" · ", facts);
    }
}
