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
    IScopedResolver resolver,
    IRightsSource rights,
    ICreationPolicy policy,
    IProtections protections,
    IEnumerable<IObjectReader> readers,
    IRegistryAccounts registries,
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
        Demand[] demands = [.. command.Demands];
        long? intent;
        try
        {
            connection = environment.Connection;
            targets = await Task.WhenAll(demands.Select(demand => AuthoriseAsync(actor, environment, command, demand, cancellationToken)));
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

            intent = !command.IsAudited(actor, environment.Name, targets) ? null : await audit.BeginAsync(actor, environment.Name.Value, CommandLine.PrintMasked(command, Secrets(command, targets)), cancellationToken);
        }
        catch (EngineErrorException e)
        {
            return CommandResult.Failure(e.Error);
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
            Remotes = remotes,
            Execs = execs,
            Secrets = Secrets(command, targets),
        };
        using var watch = new RightWatch(
            rights, () => demands.Zip(targets).All(d => d.Second.Error is not null || IsHeld(actor, environment, d.First, d.Second)), cancellationToken);
        return await CarryOutAsync(command, context, intent, watch);
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
            result = (await command.ExecuteAsync(context, stop.Token)).Masked(context.Secrets);
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

            result = CommandResult.Failure(error).Masked(context.Secrets);
            outcome = $"failed: {result.Error!.Message}";
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

    private bool IsHeld(Actor actor, DockerEnvironment environment, Demand demand, AuthorisedTarget target) => target.Container is { } container
        ? resolver.May(actor, demand.Right, environment, container)
        : target.Thing is { } thing ? Holds(actor, environment, demand.Right, thing)
        : demand.Target.Kind == TargetKind.Visible ? HoldsSomewhere(actor, environment, demand.Right)
        : actor.MayOnAllOf(demand.Right, environment.Name);

    private static bool Holds(Actor actor, DockerEnvironment environment, Right right, ResolvedObject thing) => thing.Labels is { } labels
        ? actor.RightsOn(environment.Name, labels).HasFlag(right | Right.View)
        : HoldsSomewhere(actor, environment, right);

    private static bool HoldsSomewhere(Actor actor, DockerEnvironment environment, Right right) =>
        actor.CanSeeAnyOf(environment.Name) && actor.Rights.HasFlag(right);

    private async Task<AuthorisedTarget> AuthoriseAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, Demand demand, CancellationToken cancellationToken)
    {
        if (demand.Target.Kind == TargetKind.Engine)
        {
            return new AuthorisedTarget(demand.Target.Name, null, actor.MayOnAllOf(demand.Right, environment.Name)
                ? null
                : new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this on all of {environment.Name} ({demand.Right})."));
        }

        if (demand.Target.Kind == TargetKind.Visible)
        {
            return new AuthorisedTarget(demand.Target.Name, null, HoldsSomewhere(actor, environment, demand.Right)
                ? null
                : new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to anything on {environment.Name} ({demand.Right})."));
        }

        if (readers.FirstOrDefault(r => r.Kind == demand.Target.Kind) is { } reader)
        {
            return await FindAsync(actor, environment, demand, reader, cancellationToken)
                ?? new AuthorisedTarget(demand.Target.Name, null, reader.Missing(demand.Target.Name.Value));
        }

        var container = await AuthoriseContainerAsync(actor, environment, command, demand, cancellationToken);
        if (demand.Target.Kind != TargetKind.Anything || container.Error is not { Kind: EngineErrorKind.NotFound })
        {
            return container;
        }

        foreach (var next in readers)
        {
            if (await FindAsync(actor, environment, demand, next, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return container;
    }

    // Null: there is none of this sort, or it is not theirs to see.
    private static async Task<AuthorisedTarget?> FindAsync(
        Actor actor, DockerEnvironment environment, Demand demand, IObjectReader reader, CancellationToken cancellationToken)
    {
        var name = demand.Target.Name;
        try
        {
            var found = await reader.FindAsync(actor, environment, name.Value, cancellationToken);
            return found is null ? null
                : Holds(actor, environment, demand.Right, found) ? new AuthorisedTarget(name, null, null) { Thing = found }
                : new AuthorisedTarget(name, null, new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to {name} ({demand.Right})."));
        }
        catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.NotFound)
        {
            return null;
        }
        catch (EngineErrorException e) when (e.Error.Kind is not EngineErrorKind.Unreachable)
        {
            return new AuthorisedTarget(name, null, e.Error);
        }
    }

    private async Task<AuthorisedTarget> AuthoriseContainerAsync(
        Actor actor, DockerEnvironment environment, DockerCommand command, Demand demand, CancellationToken cancellationToken)
    {
        try
        {
            var container = await resolver.ResolveContainerAsync(actor, environment, demand.Target.Name, demand.Right, cancellationToken);
            return command.EndsContainers
                && protections.ReasonFor(environment, container.Id, container.Name, container.Labels) is { } reason
                ? new AuthorisedTarget(demand.Target.Name, null, new EngineError(EngineErrorKind.Refused, reason))
                : new AuthorisedTarget(demand.Target.Name, container, null);
        }
        catch (EngineErrorException e) when (e.Error.Kind is not EngineErrorKind.Unreachable)
        {
            return new AuthorisedTarget(demand.Target.Name, null, e.Error);
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
        var failures = result.Targets.Where(t => t.Error is not null).Select(t => $"{t.Target}: {t.Error!.Message}").ToList();
        var outcome = failures.Count > 0 ? string.Join("; ", failures)
            : result.Error is { } error ? $"failed: {error.Message}"
            : result.ExitCode == 0 ? "ok"
            : string.Create(CultureInfo.InvariantCulture, $"exit {result.ExitCode}");
        return result.Note.Length == 0 ? outcome : $"{outcome} ({result.Note})";
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The outcome of audit intent {Intent} could not be written: {Outcome}")]
    private partial void LogOutcomeLost(Exception exception, long intent, string outcome);

    // What the caller holds at their end.
    private sealed record CallersSide(ITerminal? Terminal, CommandFiles Files, IProgress<LayerProgress>? Progress);
}
