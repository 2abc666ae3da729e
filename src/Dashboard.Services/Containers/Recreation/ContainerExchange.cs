using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;
using Docker.DotNet.Models;
using ContainerSpec = Dashboard.Services.Environments.Spec.ContainerSpec;
using EndpointSpec = Dashboard.Services.Environments.Spec.EndpointSpec;

namespace Dashboard.Services.Containers.Recreation;

/// <summary>
/// Puts a new container in the place of an old one. Every step has its undoing armed before it is taken; whatever fails, the old container
/// is back under its name, running if it was.
/// </summary>
internal sealed class ContainerExchange
{
    // What puts the old container back, in this order: the new one must be out of its name and ports first.
    private readonly Queue<(string What, Func<CancellationToken, Task> UndoAsync)> _undo = new();
    private readonly CommandContext _context;
    private readonly ContainerCreator _creator;
    private readonly ContainerOrigin _old;
    private readonly ContainerSpec _spec;
    private readonly LifecycleOptions _lifecycle;
    private readonly int? _waitTimeout;

    private ContainerExchange(CommandContext context, ContainerOrigin old, ContainerSpec spec, RecreateContainer command)
    {
        (_context, _old, _spec, _lifecycle, _waitTimeout) = (context, old, spec, command.Lifecycle, command.WaitTimeout);
        _creator = new ContainerCreator(context);
    }

    private IContainerOperations Containers => _context.Connection.Client.Containers;

    // Where the old one was unwell too, there is nothing better to go back to; unless somebody asks for it in so many words.
    private bool WaitsForHealth => _waitTimeout is { } seconds ? seconds > 0 : !_old.IsUnhealthy;

    private string Name => _lifecycle.Name is { Length: > 0 } name ? name : _old.Name;

    /// <summary>Reads the old container and works out the new one; changes nothing.</summary>
    /// <exception cref="EngineErrorException">Refused: the old one would not survive being stopped.</exception>
    /// <exception cref="CommandLineException">The options are wrong.</exception>
    public static async Task<ContainerExchange> PrepareAsync(CommandContext context, RecreateContainer command, CancellationToken cancellationToken)
    {
        var connection = context.Connection;
        var old = await ContainerOrigin.ReadAsync(connection, context.Targets[0].Container!.Id, cancellationToken);
        if (old.Spec.HostConfig.AutoRemove)
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused, $"{old.Name} was started with --rm: the engine removes it when it stops, so it can't be kept aside. Run a new one instead."));
        }

        var own = SpecReader.Read(old.Spec, old.Name);
        var (whole, kept) = SecretOptions.PutBack(command, own);
        var shown = SpecBuilder.Build(own, detached: !old.Spec.AttachStdout, connection.ApiVersion);
        var edited = SpecBuilder.Build(whole, detached: !old.Spec.AttachStdout, connection.ApiVersion);
        var (spec, changes) = SpecEdit.Apply(old.Spec, shown, edited);
        KeptSecrets.Guard(context, kept, changes);
        return new ContainerExchange(context, old, spec, command);
    }

    /// <summary>Makes the exchange.</summary>
    /// <returns>The new container's id; or why not, and that the old one is back.</returns>
    public async Task<CommandResult> CarryOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            var created = await ExchangeAsync(cancellationToken);
            return new CommandResult(0, created.Id + "\n", _creator.Progress.ToString()) { Note = created.Note };
        }
        catch (Exception e) when (e is OperationCanceledException || EngineErrors.Translate(e) is not null)
        {
            var lost = await UndoAsync();
            if (e is OperationCanceledException && lost.Count == 0)
            {
                throw;
            }

            var error = EngineErrors.Translate(e) ?? new EngineError(EngineErrorKind.Failed, "It was given up.");
            var end = lost.Count == 0 ? $"{_old.Name} is as it was." : $"{_old.Name} could not be put back whole: {string.Join("; ", lost)}";
            return new CommandResult(1, "", $"{_creator.Progress}{error.ToCliText()}\n{end}\n") { Error = error with { Message = $"{error.Message} {end}" } };
        }
    }

    private async Task<NewContainer> ExchangeAsync(CancellationToken cancellationToken)
    {
        // The image and the policy first: what they refuse costs nothing.
        var aside = $"{_old.Name}-old-{_old.Id[..8]}";
        var created = await CreateBesideAsync(aside, cancellationToken);
        if (_old.IsRunning)
        {
            _undo.Enqueue(("starting it again", RestartOldAsync));
            await Containers.StopContainerAsync(_old.Id, new ContainerStopParameters(), cancellationToken);
            await Containers.StartContainerAsync(created.Id, new ContainerStartParameters(), cancellationToken);
            await new StartedContainer(Containers, created.Id).ConfirmAsync(WaitsForHealth, _waitTimeout, cancellationToken);
        }

        // From here on the new one is it. The volumes stay: the new one has them.
        _undo.Clear();
        await RemoveOldAsync(aside);
        return created;
    }

    private async Task RemoveOldAsync(string aside)
    {
        try
        {
            await Containers.RemoveContainerAsync(_old.Id, new ContainerRemoveParameters { Force = true, RemoveVolumes = false }, CancellationToken.None);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            _creator.Progress.Append("WARNING: the old container is still there as ").Append(aside).Append(": ").Append(error.Message).Append('\n');
        }
    }

    private async Task<NewContainer> CreateBesideAsync(string aside, CancellationToken cancellationToken)
    {
        var first = FirstNetwork(out var others);
        var beside = $"{_old.Name}-new-{_old.Id[..8]}";
        // By its name, since an answer that is lost on the way leaves a container whose id nobody knows.
        _undo.Enqueue(("removing the new one", token => RemoveNewAsync(beside, token)));
        var created = await _creator.CreateAsync(
            _spec with { NetworkingConfig = first }, _lifecycle with { Name = beside }, _old.Spec.Labels ?? new Dictionary<string, string>(), cancellationToken);
        _undo.Clear();
        _undo.Enqueue(("removing the new one", token => RemoveNewAsync(created.Id, token)));
        foreach (var (network, endpoint) in others)
        {
            await ConnectAsync(network, created.Id, endpoint, cancellationToken);
        }

        _undo.Enqueue(("its name", RenameBackAsync));
        await RenameAsync(_old.Id, aside, cancellationToken);
        await RenameAsync(created.Id, Name, cancellationToken);
        return created;
    }

    // Engines before API 1.44 take one network at creation; the others are joined before the start.
    private NetworkingSpec? FirstNetwork(out IReadOnlyList<KeyValuePair<string, EndpointSpec?>> others)
    {
        var all = _spec.NetworkingConfig?.EndpointsConfig ?? new Dictionary<string, EndpointSpec?>();
        var first = all.Where(e => e.Key == _spec.HostConfig.NetworkMode).Concat(all).Take(1).ToList();
        others = [.. all.Where(e => e.Key != first[0].Key)];
        return first.Count == 0 ? null : new NetworkingSpec(first.ToDictionary());
    }

    private async Task ConnectAsync(string network, string id, EndpointSpec? endpoint, CancellationToken cancellationToken)
    {
        using var body = EngineHttp.Json(new ConnectSpec(id, endpoint), SpecJson.Default.ConnectSpec);
        using var answer = await _context.Connection.Http.SendAsync(HttpMethod.Post, $"/networks/{Uri.EscapeDataString(network)}/connect", body, cancellationToken);
    }

    private Task RenameAsync(string id, string name, CancellationToken cancellationToken) =>
        Containers.RenameContainerAsync(id, new ContainerRenameParameters { NewName = name }, cancellationToken);

    private async Task RemoveNewAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // It was not made, which is as good as removed.
            return;
        }
    }

    private async Task RenameBackAsync(CancellationToken cancellationToken)
    {
        var now = await Containers.InspectContainerAsync(_old.Id, cancellationToken);
        if (now.Name.TrimStart('/') != _old.Name)
        {
            await RenameAsync(_old.Id, _old.Name, cancellationToken);
        }
    }

    private async Task RestartOldAsync(CancellationToken cancellationToken)
    {
        await Containers.StartContainerAsync(_old.Id, new ContainerStartParameters(), cancellationToken);
        if (_old.IsPaused)
        {
            await Containers.PauseContainerAsync(_old.Id, cancellationToken);
        }
    }

    // Not to be given up half-way: whoever cancelled wants the old container too.
    private async Task<IReadOnlyList<string>> UndoAsync()
    {
        List<string> lost = [];
        while (_undo.TryDequeue(out var step))
        {
            try
            {
                await step.UndoAsync(CancellationToken.None);
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                lost.Add($"{step.What} failed ({error.Message})");
            }
        }

        return lost;
    }
}
