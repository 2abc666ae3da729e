using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>The <c>docker run</c> that makes a container, to copy; its secrets are dots until somebody who may see them asks.</summary>
public sealed partial class RunLine : IDisposable
{
    private const string Dots = "••••••";

    private readonly CancellationTokenSource _gone = new();
    private ContainerDetails? _shown;
    private ReadBack? _read;
    private IReadOnlyList<string> _masked = [];
    private string? _error;
    private bool _isRevealed;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Its engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Engine { get; set; }

    /// <summary>The container.</summary>
    [Parameter, EditorRequired]
    public required ContainerDetails Container { get; set; }

    [Inject]
    private ICreationQueries Queries { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private bool MayReveal => Actor.May(Right.RevealSecrets, Engine.Name, Container.Summary);

    private string Shown => (_read!.Command with
    {
        Process = _read.Command.Process with
        {
            Env = EquatableList.From(_read.Command.Process.Env.Select(e => _read.Withheld.Contains(e.Text.TrimEnd('=')) ? new EnvEntry(e.Text + Dots) : e)),
        },
    }).ToString();

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Of what the line tells, only these change while a container lives (docker rename, docker network, docker update).
        if (_shown is not null && Told(Container).Equals(Told(_shown)))
        {
            return;
        }

        _shown = Container;
        await ReadAsync(reveal: false);
        _masked = _read?.Withheld ?? [];
    }

    private static (string Id, string Name, EquatableList<string> Networks, ResourceLimits Limits, string Restart) Told(ContainerDetails container) =>
        (container.Summary.Id, container.Summary.Name, container.Summary.Networks, container.Limits, container.RestartPolicy);

    private Task ToggleAsync() => ReadAsync(reveal: !_isRevealed);

    private async Task ReadAsync(bool reveal)
    {
        try
        {
            _read = await Queries.ReadBackAsync(Actor, Engine, ResourceName.Of(Container.Summary.Id), reveal, _gone.Token);
            (_isRevealed, _error) = (reveal, null);
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound)
        {
            // Removed meanwhile; the page says so.
            _read = null;
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
}
