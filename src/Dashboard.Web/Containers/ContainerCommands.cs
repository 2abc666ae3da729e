using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Containers.Protection;
using Dashboard.Web.Containers.Removal;
using Dashboard.Web.Shared;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers;

/// <summary>
/// What the buttons of this row do: asks where it can't be undone, shows the docker command, runs it through the one door, tells the result.
/// </summary>
public sealed class ContainerCommands(
    ICommandRunner runner, IDialogService dialogs, ISnackbar snackbar, IStringLocalizer<ContainersText> text, IStringLocalizer<ProtectionText> protectionText)
{
    private const int MostFailuresShown = 5;

    private static readonly DialogOptions _dialog = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Runs <paramref name="command"/> on the containers of one environment and tells the result. False: the user thought better of it.</summary>
    public async Task<bool> RunAsync(Actor actor, DockerEnvironment environment, ContainersCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command is RemoveContainers { Containers.Count: 1 } removal)
        {
            return await RemoveAsync(actor, environment, removal, cancellationToken);
        }

        if (await TryAsync(actor, environment, command, cancellationToken) is not { } result)
        {
            return false;
        }

        Tell(command, result);
        return true;
    }

    /// <summary>Protects a container, or lifts that, for which its name must be typed. False: the user thought better of it.</summary>
    public async Task<bool> ProtectAsync(Actor actor, DockerEnvironment environment, ResourceName name, bool isProtected, CancellationToken cancellationToken)
    {
        ProtectionCommand command = isProtected ? new ProtectContainers { Containers = [name] } : new UnprotectContainers { Containers = [name] };
        if (!isProtected && !await ConfirmLiftAsync(command, name))
        {
            return false;
        }

        await SendAsync(actor, environment, command, cancellationToken);
        return true;
    }

    /// <summary>The same, but telling the result is the caller's. Null: the user thought better of it.</summary>
    public async Task<CommandResult?> TryAsync(Actor actor, DockerEnvironment environment, ContainersCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return NeedsConfirmation(command) && !await ConfirmAsync(command)
            ? null
            : await runner.RunAsync(actor, environment, command, terminal: null, cancellationToken);
    }

    /// <summary>Whether it destroys something, or stops more than one thing at a time.</summary>
    public static bool NeedsConfirmation(ContainersCommand command) => command switch
    {
        RemoveContainers or KillContainers => true,
        StopContainers or RestartContainers => command.Containers.Count > 1,
        _ => false,
    };

    // Whoever wants its files has them in an image before it is gone, or it stays.
    private async Task<bool> RemoveAsync(Actor actor, DockerEnvironment environment, RemoveContainers command, CancellationToken cancellationToken)
    {
        var parameters = new DialogParameters<RemoveDialog> { { d => d.Actor, actor }, { d => d.Environment, environment }, { d => d.Command, command } };
        var dialog = await dialogs.ShowAsync<RemoveDialog>(null, parameters, _dialog);
        if (await dialog.Result is not { Canceled: false } answer)
        {
            return false;
        }

        if (answer.Data is not CommitContainer commit || (await SendAsync(actor, environment, commit, cancellationToken)).ExitCode == 0)
        {
            await SendAsync(actor, environment, command, cancellationToken);
        }

        return true;
    }

    private async Task<CommandResult> SendAsync(Actor actor, DockerEnvironment environment, DockerCommand command, CancellationToken cancellationToken)
    {
        var result = await runner.RunAsync(actor, environment, command, terminal: null, cancellationToken);
        Tell(command, result);
        return result;
    }

    private async Task<bool> ConfirmLiftAsync(ProtectionCommand command, ResourceName name)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, protectionText["Lift.Title", name] },
            { d => d.Message, protectionText["Lift.Message"] },
            { d => d.MustType, name.Value },
            { d => d.MustTypeText, protectionText["Lift.Type", name] },
            { d => d.Line, CommandLine.PrintMasked(command) },
            { d => d.ConfirmText, protectionText["Lift.Yes"] },
            { d => d.CancelText, text["Cancel"] },
            { d => d.CopyLabel, text["CopyCommand"] },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters, _dialog);
        return await dialog.Result is { Canceled: false };
    }

    private async Task<bool> ConfirmAsync(ContainersCommand command)
    {
        var verb = CommandCatalogue.Default.For(command).Verb.Path;
        var many = command.Containers.Count > 1;
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, many ? text[$"Confirm.{verb}.Many", command.Containers.Count] : text[$"Confirm.{verb}.One", command.Containers[0]] },
            { d => d.Message, text[$"Confirm.{verb}.Message"] },
            { d => d.Details, many ? [.. command.Containers.Select(c => c.Value)] : [] },
            { d => d.Line, CommandLine.PrintMasked(command) },
            { d => d.ConfirmText, text[$"Action.{verb}"] },
            { d => d.CancelText, text["Cancel"] },
            { d => d.CopyLabel, text["CopyCommand"] },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters, _dialog);
        return await dialog.Result is { Canceled: false };
    }

    private void Tell(DockerCommand command, CommandResult result)
    {
        if (result.ExitCode == 0)
        {
            snackbar.Add(CommandLine.PrintMasked(command), Severity.Success);
            return;
        }

        var failures = result.Targets.Where(t => t.Error is not null).Select(t => $"{t.Target}: {t.Error!.Message}").ToList();
        List<string> lines = failures.Count == 0
            ? [result.Error?.Message ?? result.Stderr.Trim()]
            : [.. failures.Take(MostFailuresShown), .. failures.Count > MostFailuresShown ? [text["AndMore", failures.Count - MostFailuresShown].Value] : Array.Empty<string>()];
        var done = result.Targets.Count - failures.Count;
        var title = done > 0 ? text["PartlyDone", done, failures.Count].Value : text["Failed"].Value;
        snackbar.Add<ErrorNotice>(
            new Dictionary<string, object> { [nameof(ErrorNotice.Title)] = $"{title} · {CommandLine.PrintMasked(command)}", [nameof(ErrorNotice.Message)] = string.Join('\n', lines) },
            Severity.Normal,
            options => options.RequireInteraction = true);
    }
}
