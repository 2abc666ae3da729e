using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Policy;
using Dashboard.Services.Audit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Recreation;
using Dashboard.Services.Environments;
using Dashboard.Services.Environments.Spec;
using Docker.DotNet;

namespace Dashboard.Services.Containers.Creation;

/// <inheritdoc cref="ICreationQueries"/>
internal sealed partial class CreationQueries(IContainerQueries containers, IScopedResolver resolver, ICreationPolicy policy, IAuditLog audit) : ICreationQueries
{
    private static readonly Dictionary<string, string> _noLabels = [];

    public async Task<ReadBack> ReadBackAsync(
        Actor actor, DockerEnvironment environment, ResourceName name, bool reveal, CancellationToken cancellationToken)
    {
        var found = await resolver.ResolveContainerAsync(actor, environment, name, Right.View, cancellationToken);
        var command = WithNewVolumes(await ReadAsync(environment, found.Id, cancellationToken));
        var (masked, secrets) = SecretOptions.Of(command, "");
        if (!reveal || secrets.Count == 0 || !resolver.May(actor, Right.RevealSecrets, environment, found.Details.Summary))
        {
            return new ReadBack(masked, secrets);
        }

        try
        {
            await audit.RecordAsync(
                actor, environment.Name.Value, $"docker inspect {found.Name}", $"revealed: {string.Join(", ", secrets)}", cancellationToken);
            return new ReadBack(command, []);
        }
        catch (AuditUnavailableException e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.AuditUnavailable, e.Message), e);
        }
    }

    public async Task<ReadBack> ReadForEditAsync(Actor actor, DockerEnvironment environment, ResourceName name, CancellationToken cancellationToken)
    {
        var found = await resolver.ResolveContainerAsync(actor, environment, name, Right.View, cancellationToken);
        var (masked, secrets) = SecretOptions.Of(await ReadAsync(environment, found.Id, cancellationToken), mask: null);
        return new ReadBack(masked, secrets);
    }

    public async Task<IReadOnlyList<CreationFinding>> CheckAsync(
        Actor actor, DockerEnvironment environment, ContainerCreation command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (!actor.MaySomewhereOn(Right.Create, environment.Name))
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this to anything on {environment.Name} ({Right.Create})."));
        }

        var version = environment.Connection.ApiVersion;
        var replaced = command is RecreateContainer recreation
            ? await resolver.ResolveContainerAsync(actor, environment, recreation.Container, Right.View, cancellationToken)
            : null;
        List<CreationFinding> findings = [.. Taken([.. containers.List(actor, environment, all: true).Where(c => c.Id != replaced?.Id)], command)];
        try
        {
            SpecBuilder.RequireVersion(command, version);
            var spec = SpecBuilder.Build(command, detached: true, version);
            var (labels, isLocal) = await ImageAsync(environment, command, cancellationToken);
            if (!isLocal)
            {
                findings.Add(new CreationFinding(CreationFindingKind.ImageMissing, command.Image.Tagged));
            }

            var verdict = await policy.JudgeAsync(actor, environment, spec, labels, replaced?.Labels, cancellationToken);
            findings.AddRange(verdict.IsBypassed ? [] : verdict.Violations.Select(v => new CreationFinding(CreationFindingKind.Forbidden, v)));
        }
        catch (CommandLineException e)
        {
            findings.Add(new CreationFinding(CreationFindingKind.Wrong, e.Message));
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }

        return findings;
    }

    private static async Task<RunContainer> ReadAsync(DockerEnvironment environment, string id, CancellationToken cancellationToken)
    {
        try
        {
            var origin = await ContainerOrigin.ReadAsync(environment.Connection, id, cancellationToken);
            return SpecReader.Read(origin.Spec, origin.Name);
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            throw new EngineErrorException(error, e);
        }
    }

    // What was made without a name is made anew: two containers writing into one anonymous volume is what nobody meant.
    private static RunContainer WithNewVolumes(RunContainer command) => command with
    {
        Storage = command.Storage with { Volumes = EquatableList.From(command.Storage.Volumes.Select(v => Anonymous().Replace(v, "$1"))) },
    };

    // Names and ports of containers that the actor may not see are the engine's to tell, when it refuses.
    private static IEnumerable<CreationFinding> Taken(IReadOnlyList<ContainerSummary> others, ContainerCreation command)
    {
        if (others.FirstOrDefault(c => c.Name == command.Lifecycle.Name) is { } namesake)
        {
            yield return new CreationFinding(CreationFindingKind.NameTaken, namesake.Name, namesake.Name);
        }

        var published = others.Where(c => c.IsRunning).SelectMany(c => c.Ports.Select(p => (Port: p, c.Name))).Where(p => p.Port.PublicPort is not null).ToList();
        foreach (var (port, address, host) in Published(command))
        {
            var taken = published.FirstOrDefault(p => p.Port.Protocol == port && p.Port.PublicPort == host && Overlap(address, p.Port.Address));
            if (taken.Name is not null)
            {
                yield return new CreationFinding(
                    CreationFindingKind.PortTaken, string.Create(CultureInfo.InvariantCulture, $"{host}/{port}"), taken.Name);
            }
        }
    }

    // Ports that can't be read are told of as wrong. A range ("8000-8010" for one port) takes a free one: no conflict can be foreseen.
    private static IEnumerable<(string Protocol, string Address, int Host)> Published(ContainerCreation command)
    {
        PortSpecs ports;
        try
        {
            ports = PortSpecs.Read(command.Network.Publish, []);
        }
        catch (CommandLineException)
        {
            yield break;
        }

        foreach (var (inside, bindings) in ports.Bindings)
        {
            foreach (var binding in bindings ?? [])
            {
                if (int.TryParse(binding.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out var host))
                {
                    yield return (inside.Split('/')[1], binding.HostIp ?? "", host);
                }
            }
        }
    }

    private static bool Overlap(string one, string? other) => IsAny(one) || IsAny(other) || one == other;

    private static bool IsAny(string? address) => address is null or "" or "0.0.0.0" or "::";

    private static async Task<(IReadOnlyDictionary<string, string> Labels, bool IsLocal)> ImageAsync(
        DockerEnvironment environment, ContainerCreation command, CancellationToken cancellationToken)
    {
        // Before an image is named, the rest can be judged all the same.
        if (command.Image.Value.Length == 0)
        {
            return (_noLabels, true);
        }

        try
        {
            var image = await environment.Connection.Client.Images.InspectImageAsync(command.Image.Value, cancellationToken);
            return (image.Config?.Labels?.AsReadOnly() ?? _noLabels.AsReadOnly(), true);
        }
        catch (DockerApiException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return (_noLabels, false);
        }
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}:(/[^:]*)\z")]
    private static partial Regex Anonymous();
}
