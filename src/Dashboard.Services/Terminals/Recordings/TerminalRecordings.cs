using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals.Recordings;

/// <inheritdoc cref="IRecordings"/>
internal sealed class TerminalRecordings(
    RecordingKeeper keeper, IScopedResolver resolver, IRightsSource rights, IAuditLog audit) : IRecordings
{
    public event Action<string>? Changed
    {
        add => keeper.Changed += value;
        remove => keeper.Changed -= value;
    }

    public RecordingMode ModeOf(DockerEnvironment environment) => keeper.ModeOf(environment);

    public IReadOnlyList<Recording> List(Actor actor, DockerEnvironment environment) =>
        [.. keeper.For(environment.Name.Value).All().Where(r => resolver.May(actor, Right.Recordings, environment, r.Container))];

    public Recording Get(Actor actor, DockerEnvironment environment, long number)
    {
        var found = keeper.For(environment.Name.Value).Find(number);
        if (found is null || !resolver.CanSee(actor, environment, found.Container))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such recording: {number}"));
        }

        return resolver.May(actor, Right.Recordings, environment, found.Container)
            ? found
            : throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to recording {number} ({Right.Recordings})."));
    }

    public async Task WriteAsync(
        Actor actor, DockerEnvironment environment, long number, RecordingUse use, Func<Recording, Stream> open, CancellationToken cancellationToken)
    {
        var action = string.Create(CultureInfo.InvariantCulture, $"recording {(use == RecordingUse.Play ? "play" : "download")} {number}");
        var recording = await AdmitAsync(actor, environment, number, action, cancellationToken);
        using var watch = new RightWatch(rights, () => resolver.May(actor, Right.Recordings, environment, recording.Container), cancellationToken);
        try
        {
            await CastFile.CopyAsync(keeper.For(environment.Name.Value).CastOf(number), open(recording), use == RecordingUse.Play ? new CastKeyframes() : null, watch.Token);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"No such recording: {number}"), e);
        }
        catch (OperationCanceledException e) when (watch.IsLost)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} has lost the right to this recording ({Right.Recordings})."), e);
        }
    }

    // The row comes first: what can't be told of is not shown.
    private async Task<Recording> AdmitAsync(Actor actor, DockerEnvironment environment, long number, string action, CancellationToken cancellationToken)
    {
        try
        {
            Recording recording;
            try
            {
                recording = Get(actor, environment, number);
            }
            catch (EngineErrorException e) when (e.Error.Kind == EngineErrorKind.Refused)
            {
                await audit.RecordAsync(actor, environment.Name.Value, action, $"refused: {e.Error.Message}", cancellationToken);
                throw;
            }

            // What is no docker command names its container last.
            var of = recording.ContainerName.Length > 0 ? $" of {recording.ContainerName}" : "";
            await audit.RecordAsync(actor, environment.Name.Value, action + of, "ok", cancellationToken);
            return recording;
        }
        catch (AuditUnavailableException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.AuditUnavailable, e.Message), e);
        }
    }
}
