using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Audit;
using Dashboard.Services.Environments;
using Dashboard.Services.Access.Registries;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Commands;

/// <summary>
/// The one door to every action: authorise → write the audit intent → carry out → write the outcome → translate engine errors.
/// Buttons, hubs, the REST API and typed lines all come through here with the same record.
/// </summary>
public interface ICommandRunner
{
    /// <summary>
    /// Carries out <paramref name="command"/>. Refusals, missing targets and engine errors are in the result, not thrown;
    /// only cancellation is thrown, after the outcome was written to the audit log.
    /// </summary>
    Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, ITerminal? terminal, CancellationToken cancellationToken);

    /// <summary>The same for a caller who sends or takes an archive.</summary>
    Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, CancellationToken cancellationToken);

    /// <summary>The same for a caller who looks on while an image is moved or built; <paramref name="progress"/> is told on any thread.</summary>
    Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, IProgress<LayerProgress> progress, CancellationToken cancellationToken);

    /// <summary>The same for a caller who sends an archive and looks on.</summary>
    Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress> progress, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ICommandRunner"/>
internal sealed partial class CommandRunner(
    CommandAuthoriser authoriser,
    IRightsSource rights,
    ICreationPolicy policy,
    IProtections protections,
    IEnumerable<IObjectReader> readers,
    IRegistryAccounts registries,
    IHostContactRules contacts,
    IRemoteContexts remotes,
    IAuditLog audit,
    IExecJournal execs,
    IOutputRecords records,
    ILogger<CommandRunner> logger) : ICommandRunner
{
    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, ITerminal? terminal, CancellationToken cancellationToken) =>
        RunAsync(actor, environment, command, new CallersSide(terminal, CommandFiles.None, null), cancellationToken);

    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, CancellationToken cancellationToken) =>
        RunAsync(actor, environment, command, new CallersSide(null, files, null), cancellationToken);

    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, IProgress<LayerProgress> progress, CancellationToken cancellationToken) =>
        RunAsync(actor, environment, command, new CallersSide(null, CommandFiles.None, progress), cancellationToken);

    public Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CommandFiles files, IProgress<LayerProgress> progress, CancellationToken cancellationToken) =>
        RunAsync(actor, environment, command, new CallersSide(null, files, progress), cancellationToken);

    private async Task<CommandResult> RunAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, CallersSide caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Complaint is { } complaint)
        {
            return complaint;
        }

        EngineConnection connection;
        AuthorisedTarget[] targets;
        KnownSecrets secrets;
        Demand[] demands = [.. command.Demands];
        var hosts = new HostContacts(contacts, registries, actor, environment);
        long? intent;
        try
        {
            connection = environment.Connection;
            targets = await authoriser.AuthoriseAsync(actor, environment, command, demands, cancellationToken);
            if (targets.Length == 0)
            {
                // Nothing was asked for, so nothing is allowed: a command that forgets its demands can't run.
                return CommandResult.Failure(new EngineError(EngineErrorKind.Refused, "The command names nothing that it acts on."));
            }

            if (targets.All(t => t.Error is not null))
            {
                var refused = command.Refuse(targets);
                if (!command.IsAudited(actor, environment.Name, targets))
                {
                    // A read of what is not there: nobody was refused anything.
                    return refused;
                }

                await audit.RecordAsync(actor, environment.Name.Value, CommandLine.PrintMasked(command), Describe(refused.Masked(CommandSecrets.Of(command))), cancellationToken);
                return refused;
            }

            secrets = Secrets(command, targets);
            if (await RefusalOfHostsAsync(hosts, command, cancellationToken) is { } refusal)
            {
                await audit.RecordAsync(actor, environment.Name.Value, CommandLine.PrintMasked(command, secrets), Describe(refusal), cancellationToken);
                return refusal;
            }

            intent = !command.IsAudited(actor, environment.Name, targets) ? null : await audit.BeginAsync(actor, environment.Name.Value, CommandLine.PrintMasked(command, secrets), cancellationToken);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return CommandResult.Failure(error);
        }
        catch (Exception e) when (EngineErrors.IsOfAnAnswer(e))
        {
            return NotUnderstood(e, command);
        }
        catch (AuditUnavailableException e)
        {
            return CommandResult.Failure(new EngineError(EngineErrorKind.AuditUnavailable, e.Message));
        }

        var context = new CommandContext
        {
            Actor = actor,
            Environment = environment,
            Targets = targets,
            Terminal = caller.Terminal,
            Files = caller.Files,
            Progress = caller.Progress,
            Connection = connection,
            Policy = policy,
            Protections = protections,
            Readers = [.. readers],
            Registries = registries,
            Hosts = hosts,
            Remotes = remotes,
            Execs = execs,
            Secrets = secrets,
        };
        using var watch = new RightWatch(
            rights, () => demands.Zip(targets).All(d => d.Second.Error is not null || authoriser.IsHeld(actor, environment, d.First, d.Second)), cancellationToken);
        return await HideUnseenAsync(context, command, await CarryOutAsync(command, context, intent, watch), cancellationToken);
    }

    // The audit log has the engine's own words; whoever acted is told of what they may see.
    private async Task<CommandResult> HideUnseenAsync(CommandContext context, DockerCommand command, CommandResult result, CancellationToken cancellationToken)
    {
        if (context.Actor.MayOnAllOf(Right.View, context.Environment.Name) || !UnseenIds.MayBeIn(result))
        {
            return result;
        }

        IReadOnlyCollection<string> visible = [];
        try
        {
            visible = await VisibleIds.OfContainersAsync(context.Actor, context.Environment, cancellationToken);
        }
        catch (EngineErrorException e)
        {
            LogVisibleUnknown(e.Message);
        }

        return UnseenIds.Hide(result, CommandLine.Print(command), visible);
    }

    private async Task<CommandResult> CarryOutAsync(DockerCommand command, CommandContext context, long? intent, RightWatch watch)
    {
        var outcome = "unknown";
        var isAdmitted = false;
        CommandResult? result = null;
        try
        {
            if (intent is { } number && command.IsSession)
            {
                isAdmitted = true;
                Admit(command, context, new AdmittedSession(number, context.Targets.FirstOrDefault(t => t.Container is not null)?.Container));
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(watch.Token, context.Record?.Broken ?? CancellationToken.None);
            stop.CancelAfter(command.Patience);
            result = (await command.ExecuteAsync(context, stop.Token)).Masked(context.Secrets);
            result = result with { Note = string.Join("; ", ((string[])[result.Note, context.Hosts.Note]).Where(n => n.Length > 0)) };
            outcome = Describe(result);
            return context.Record is null ? result : result with { IsRecorded = true };
        }
        catch (OperationCanceledException) when (watch.IsLost)
        {
            outcome = "cut off: the right to do this was taken away";
            return result = CommandResult.Failure(new EngineError(EngineErrorKind.Refused, $"{context.Actor.UserName} has lost the right to do this."));
        }
        catch (OperationCanceledException) when (context.Record is { Broken.IsCancellationRequested: true })
        {
            outcome = "cut off: its recording failed, and it must be recorded";
            return result = CommandResult.Failure(new EngineError(EngineErrorKind.Refused, $"It was ended, because it must be recorded on {context.Environment.Name} and {context.Record.Note}."));
        }
        catch (OperationCanceledException) when (command.Patience != Timeout.InfiniteTimeSpan && !watch.Token.IsCancellationRequested)
        {
            // It pings, and stops in the middle of an answer.
            var error = EngineError.Silent(command.Patience);
            outcome = $"failed: {error.Message}";
            return result = CommandResult.Failure(error);
        }
        catch (OperationCanceledException)
        {
            outcome = context.Terminal?.EndReason is { } reason ? $"cancelled: {reason}" : "cancelled";
            throw;
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            if (error.Kind == EngineErrorKind.Unreachable)
            {
                context.Environment.RequestCheck();
            }

            result = CommandResult.Failure(error).Masked(context.Secrets) with { Note = context.Hosts.Note };
            outcome = Describe(result);
            return result;
        }
        catch (Exception e) when (EngineErrors.IsOfAnAnswer(e))
        {
            result = NotUnderstood(e, command);
            outcome = Describe(result);
            return result;
        }
        finally
        {
            using var record = context.Record;
            record?.End(result, result is null ? outcome : null);
            if (isAdmitted)
            {
                context.Terminal?.End(result);
            }

            if (intent is { } begun)
            {
                if ((result is null or { Error: null } || outcome.StartsWith("cut off", StringComparison.Ordinal)) && command.UserInside(context) is { } user)
                {
                    outcome += $", as {(user.Length > 0 ? user : "root")}";
                }

                await CompleteAsync(begun, (context.Terminal?.Note ?? record?.Note) is { } note ? $"{outcome} ({note})" : outcome);
            }
        }
    }

    // A part of an answer that an engine never leaves out is missing, or is none. The log tells where, since it may be a mistake of ours.
    private CommandResult NotUnderstood(Exception exception, DockerCommand command)
    {
        LogNotUnderstood(exception, command.GetType().Name);
        return CommandResult.Failure(EngineErrors.NotUnderstood(exception));
    }

    // What the command was given, and what stands in the things that it is about.
    private static KnownSecrets Secrets(DockerCommand command, IReadOnlyList<AuthorisedTarget> targets) =>
        targets.Select(t => t.Container?.Secrets ?? KnownSecrets.None).Distinct().Aggregate(CommandSecrets.Of(command), (all, more) => all.With(more));

    // Before it runs: nothing goes unrecorded where that is forbidden.
    private void Admit(DockerCommand command, CommandContext context, AdmittedSession session)
    {
        if (context.Terminal is { } terminal)
        {
            terminal.Begin(session);
        }
        else
        {
            context.Record = records.Begin(context.Actor, context.Environment, command, session);
        }
    }

    private static async Task<CommandResult?> RefusalOfHostsAsync(HostContacts hosts, DockerCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await hosts.RequireAsync(command.ContactedHosts, cancellationToken);
            return null;
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Refused)
        {
            return CommandResult.Failure(e.Error);
        }
    }

    // The action is done by now: an outcome that can't be written must not hide what came of it.
    private async Task CompleteAsync(long intent, string outcome)
    {
        try
        {
            await audit.CompleteAsync(intent, outcome, CancellationToken.None);
        }
        catch (AuditUnavailableException e)
        {
            LogOutcomeLost(e, intent, outcome);
        }
    }

    private static string Describe(CommandResult result)
    {
        var failures = result.Targets.Where(t => t.Error is not null).Select(t => t.Target.Value is { Length: > 0 } name ? $"{name}: {t.Error!.Message}" : t.Error!.Message).ToList();
        var outcome = failures.Count > 0 ? string.Join("; ", failures)
            : result.Error is { } error ? $"failed: {error.Message}"
            : result.IsNotConfirmed ? "cancelled: not confirmed"
            : result.ExitCode == 0 ? "ok"
            : string.Create(CultureInfo.InvariantCulture, $"exit {result.ExitCode}");
        return result.Note.Length == 0 ? outcome : $"{outcome} ({result.Note})";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The engine's answer to {Command} could not be understood")]
    private partial void LogNotUnderstood(Exception exception, string command);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The outcome of audit intent {Intent} could not be written: {Outcome}")]
    private partial void LogOutcomeLost(Exception exception, long intent, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Every id in an error is hidden, since the visible containers can't be listed: {Reason}")]
    private partial void LogVisibleUnknown(string reason);

    // What the caller holds at their end.
    private sealed record CallersSide(ITerminal? Terminal, CommandFiles Files, IProgress<LayerProgress>? Progress);
}
