using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Dashboard.Web.Terminals;

/// <summary>Where the browser's terminal stands, which owns its socket and its DOM; and how another is opened in the same container.</summary>
public sealed partial class TerminalPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private TerminalChoice _choice = TerminalChoice.None;
    private Actor _actor = Actor.Nobody;
    private string? _line;
    private int _opened;
    private bool _isForm;
    private bool _isLoaded;

    /// <summary>Name of the environment.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>Name of the container.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    /// <summary>Whether the reader may have a process with the rights of the host; the server asks again.</summary>
    [Parameter]
    public bool MayPrivileged { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IStringLocalizer<TerminalsText> Text { get; set; } = null!;

    private string Labels => ElementLabels.From(Text);

    // "bash · root · /srv"
    private string Chosen => string.Join(" · ", ((string[])[_choice.Command, _choice.User, _choice.WorkingDirectory]).Where(part => part.Length > 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _actor = (await SignedIn).User.ToActor();
        _choice = await TerminalChoice.LoadAsync(Script, _actor, Environment, Container, _gone.Token);
        _line = LineOf(_choice);
        _isLoaded = true;
    }

    // What is kept may be of an older version, or somebody's joke: then as if there were nothing.
    private string? LineOf(TerminalChoice choice)
    {
        try
        {
            return choice == TerminalChoice.None
                ? null
                : CommandLine.Print(TerminalForm.Build(Container, choice.Command, choice.User, choice.WorkingDirectory, env: "", privileged: false));
        }
        catch (CommandLineException)
        {
            _choice = TerminalChoice.None;
            return null;
        }
    }

    private async Task OpenAsync((ExecInContainer Exec, string Typed) form)
    {
        _choice = new TerminalChoice(form.Typed, form.Exec.User ?? "", form.Exec.WorkingDirectory ?? "");
        (_line, _isForm) = (CommandLine.Print(form.Exec), false);
        _opened++;
        await _choice.SaveAsync(Script, _actor, Environment, Container, _gone.Token);
    }
}
