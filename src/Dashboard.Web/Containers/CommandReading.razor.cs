using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers;

/// <summary>What a docker command tells, read when it is first shown and again on a click, with the command to copy.</summary>
public sealed partial class CommandReading : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private (Actor Actor, DockerCommand Command)? _read;
    private string? _output;
    private string? _failure;
    private bool _reading;

    /// <summary>For whom.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>On which engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

    /// <summary>What to ask; another one is read at once.</summary>
    [Parameter, EditorRequired]
    public required DockerCommand Command { get; set; }

    /// <summary>How its output is shown.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<string> ChildContent { get; set; }

    /// <summary>Name for tests.</summary>
    [Parameter]
    public string TestId { get; set; } = "";

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => _read == (Actor, Command) ? Task.CompletedTask : ReadAsync();

    private async Task ReadAsync()
    {
        var asked = (Actor, Command);
        (_read, _reading) = (asked, true);
        try
        {
            var result = await Runner.RunAsync(asked.Actor, Environment, asked.Command, terminal: null, _gone.Token);
            if (_read == asked)
            {
                _failure = result.ExitCode == 0 ? null
                    : result.Error?.Message ?? result.Targets.FirstOrDefault(t => t.Error is not null)?.Error?.Message ?? result.Stderr.Trim();
                _output = result.Stdout;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _reading = false;
    }
}
