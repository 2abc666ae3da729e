using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Terminals;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Terminals;

/// <summary>How a terminal is to be opened: program, user, folder, variables. Its model is the command that it shows.</summary>
public sealed partial class TerminalForm
{
    private readonly string _shells = $"shells-{Guid.NewGuid():N}";
    private string _command = "";
    private string _user = "";
    private string _folder = "";
    private string _env = "";
    private bool _privileged;

    /// <summary>Name of the container.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    /// <summary>Whether the reader may have a process with the rights of the host; the server asks again.</summary>
    [Parameter]
    public bool MayPrivileged { get; set; }

    /// <summary>Program and arguments, as typed last.</summary>
    [Parameter]
    public string Command { get; set; } = "";

    /// <summary>User inside, as typed last.</summary>
    [Parameter]
    public string User { get; set; } = "";

    /// <summary>Directory to start in, as typed last.</summary>
    [Parameter]
    public string Folder { get; set; } = "";

    /// <summary>Told what to open, and what was typed as its program.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<(ExecInContainer Exec, string Typed)> OnOpen { get; set; }

    [Inject]
    private IStringLocalizer<TerminalsText> Text { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized() => (_command, _user, _folder) = (Command, User, Folder);

    /// <summary>The command of a form; throws <see cref="CommandLineException"/> where a field can't be read.</summary>
    internal static ExecInContainer Build(string container, string command, string user, string folder, string env, bool privileged) =>
        TerminalCommand.Exec(ResourceName.Of(container), ShellWords.Split(command), user.Trim()) with
        {
            WorkingDirectory = string.IsNullOrWhiteSpace(folder) ? null : folder.Trim(),
            Env = EquatableList.From(env.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Variable)),
            Privileged = privileged,
        };

    // There is no environment of the user's on the server that a bare name could take its value from.
    private static string Variable(string line) => line.IndexOf('=', StringComparison.Ordinal) > 0
        ? line
        : throw new CommandLineException($"invalid environment variable: \"{line}\" is not NAME=value", exitCode: 1);

    private ExecInContainer? Built(out string error)
    {
        try
        {
            error = "";
            return Build(Container, _command, _user, _folder, _env, _privileged);
        }
        catch (CommandLineException e)
        {
            error = e.Message;
            return null;
        }
    }

    private async Task OpenAsync()
    {
        if (Built(out _) is { } exec)
        {
            await OnOpen.InvokeAsync((exec, _command.Trim()));
        }
    }
}
