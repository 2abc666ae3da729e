using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Removal;

/// <summary>
/// Asks before a container is removed. How many of its files are in no image is looked up meanwhile, which takes an engine seconds for a big
/// one; whoever does not want to wait for it need not. The result is the <see cref="CommitContainer"/> to run first, or true.
/// </summary>
public sealed partial class RemoveDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private int? _count;
    private string? _error;
    private bool _keeps;
    private string _image = "";

    /// <summary>Who asks.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>On which engine.</summary>
    [Parameter, EditorRequired]
    public required DockerEnvironment Environment { get; set; }

    /// <summary>What is about to be run, on one container.</summary>
    [Parameter, EditorRequired]
    public required RemoveContainers Command { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private ICommandRunner Runner { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RemovalText> Text { get; set; } = null!;

    private ResourceName Name => Command.Containers[0];

    private CommitContainer Commit => new() { Container = Name, Reference = _image.Trim() };

    // Whether they hold it on this one is for the server to say; whoever holds it nowhere is not offered what can't be.
    private bool MayCount => Actor.Rights.HasFlag(Right.ReadFiles);

    private bool MayCommit => Actor.MayOnAllOf(Right.Create, Environment.Name);

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _image = $"{Name.Value.ToLowerInvariant()}:kept";
        if (!MayCount)
        {
            return;
        }

        try
        {
            var diff = await Runner.RunAsync(Actor, Environment, new DiffContainer { Container = Name }, terminal: null, _gone.Token);
            _count = diff.ExitCode == 0 ? ChangedFiles.Count(diff.Stdout) : null;
            _error = diff.ExitCode == 0 ? null : diff.Error?.Message ?? diff.Stderr.Trim();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Answered before the count was in.
        }
    }

    private void Cancel() => Dialog.Cancel();

    private void Confirm() => Dialog.Close(DialogResult.Ok<object>(_keeps ? Commit : true));
}
