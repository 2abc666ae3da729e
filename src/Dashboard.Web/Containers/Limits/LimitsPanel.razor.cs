using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Engine;
using Dashboard.Services.Environments;
using Dashboard.Web.Containers.Creation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Limits;

/// <summary>The limits of a container, changed while it runs: <c>docker update</c> with sliders that end where the host does.</summary>
public sealed partial class LimitsPanel : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    // Above this many CPUs, tenths of one are more than a slider can tell apart.
    private const int ManyCpus = 16;

    private static readonly LogScale _pids = new(8, 32768, 1);

    private static readonly string[] _policies = ["no", "unless-stopped", "always", "on-failure"];

    private readonly CancellationTokenSource _gone = new();
    private string? _shown;
    private HostCapacity? _host;
    private LimitsDraft? _draft;
    private string? _error;
    private string? _failure;
    private string? _note;
    private bool _isBusy;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Its engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Engine { get; set; }

    /// <summary>The container as it is now.</summary>
    [Parameter, EditorRequired]
    public required ContainerDetails Details { get; set; }

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IEngineQueries Engines { get; set; } = null!;

    [Inject]
    private IStringLocalizer<LimitsText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CreationText> CreationWords { get; set; } = null!;

    private ResourceName Name => ResourceName.Of(Details.Summary.Name);

    private bool HasUsage => Details.Summary.HasProcesses;

    private string CpuPercent => (Details.Limits.Cpus is { } cpus ? cpus.NanoCpus / 10_000_000m : _host!.Cpus * 100m).ToString("0.##", CultureInfo.CurrentCulture);

    private string Restart => _draft![LimitsDraft.Restart] is { Length: > 0 } policy ? policy : _policies[0];

    private IEnumerable<string> Policies => _policies.Union([Restart, Details.RestartPolicy]);

    private LimitSlider CpuSlider => new(
        "0.1", _host!.Cpus.ToString(CultureInfo.InvariantCulture), _host.Cpus > ManyCpus ? "0.5" : "0.1",
        decimal.TryParse(_draft![LimitsDraft.Cpus], NumberStyles.Float, CultureInfo.InvariantCulture, out var cpus) ? cpus.ToString(CultureInfo.InvariantCulture) : _host.Cpus.ToString(CultureInfo.InvariantCulture),
        position => position.ToString("0.##", CultureInfo.InvariantCulture));

    private LimitSlider PidsSlider => Slider(
        _pids, long.TryParse(_draft![LimitsDraft.Pids], CultureInfo.InvariantCulture, out var count) && count > 0 ? count : _pids.Most, count => count.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown != Details.Summary.Id)
        {
            _shown = Details.Summary.Id;
            (_draft, _error, _failure, _note) = (null, null, null, null);
            await LoadAsync();
        }

        _draft?.Take(Details.Limits, Details.RestartPolicy);
    }

    private async Task LoadAsync()
    {
        try
        {
            _host = await Engines.CapacityAsync(Actor, Engine, _gone.Token);
            _draft = new LimitsDraft(_host, Text);
        }
        catch (EngineErrorException e)
        {
            _error = e.Error.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private LimitSlider MemorySlider(string option, long most)
    {
        var scale = new LogScale(8 * Mebibyte, Math.Max(most / Mebibyte * Mebibyte, 16 * Mebibyte), Mebibyte);
        return Slider(scale, _draft!.Bytes(option) ?? scale.Most, bytes => new ByteSize(bytes).ToString());
    }

    private static LimitSlider Slider(LogScale scale, long value, Func<long, string> print) => new(
        "0", LogScale.Positions.ToString(CultureInfo.InvariantCulture), "1", scale.PositionOf(value).ToString(CultureInfo.InvariantCulture), position => print(scale.ValueAt((int)position)));

    private void SetRestart(string? policy)
    {
        _draft![LimitsDraft.Restart] = policy ?? _policies[0];
        OnChanged();
    }

    private void OnChanged() => (_failure, _note) = (null, null);

    private void Reset()
    {
        _draft!.Reset();
        OnChanged();
    }

    private async Task ApplyAsync()
    {
        if (_isBusy || !_draft!.IsChanged || !_draft.IsRight)
        {
            return;
        }

        (_isBusy, _failure, _note) = (true, null, null);
        try
        {
            var result = await Runner.RunAsync(Actor, Engine, _draft.Command(Name), terminal: null, _gone.Token);
            if (result.ExitCode != 0)
            {
                _failure = result.Targets.FirstOrDefault(t => t.Error is not null)?.Error?.Message ?? result.Error?.Message ?? result.Stderr.Trim();
                return;
            }

            _draft.Reset();
            // The engine's warnings stand below the container's name.
            _note = string.Join('\n', result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Prepend(Text["Done"]));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone; the engine carries on with what it was told.
        }
        finally
        {
            _isBusy = false;
        }
    }
}
