using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Containers.Creation;

/// <summary>
/// From the options of <c>docker create</c> and <c>docker run</c> to the engine's request, with the rules, the words and the defaults of
/// docker CLI 28. The one way in which a request for a new container comes about: nobody's JSON is passed on.
/// </summary>
internal static class SpecBuilder
{
    /// <summary>The request for <paramref name="command"/>.</summary>
    /// <param name="command">The options.</param>
    /// <param name="detached">Whether nobody will be attached (<c>docker run -d</c>).</param>
    /// <param name="apiVersion">Version that the engine is spoken to in.</param>
    /// <exception cref="CommandLineException">Options contradict each other, or one of them is wrong.</exception>
    public static ContainerSpec Build(ContainerCreation command, bool detached, Version apiVersion)
    {
        var (process, network, lifecycle) = (command.Process, command.Network, command.Lifecycle);
        var ports = PortSpecs.Read(network.Publish, network.Expose);
        var (binds, volumes) = VolumeSpecs.Read(command.Storage.Volumes);
        var (mode, networking) = NetworkSpecs.Read(network, apiVersion);
        var attached = !detached && process.Attach.Count == 0;
        var attachInput = !detached && (process.Interactive || Attaches(command, "stdin"));
        var host = HostSpecBuilder.Build(command) with { Binds = binds, NetworkMode = mode, PortBindings = ports.Bindings };
        if (lifecycle.Remove && host.RestartPolicy is { Name: not ("" or "no") })
        {
            throw new CommandLineException("conflicting options: cannot specify both --restart and --rm");
        }

        return new ContainerSpec
        {
            Hostname = network.HostName ?? "",
            Domainname = network.DomainName ?? "",
            User = process.User ?? "",
            AttachStdin = attachInput,
            AttachStdout = attached || (!detached && Attaches(command, "stdout")),
            AttachStderr = attached || (!detached && Attaches(command, "stderr")),
            ExposedPorts = ports.Exposed,
            Tty = process.Tty,
            OpenStdin = process.Interactive,
            StdinOnce = process.Interactive && attachInput,
            Env = process.Env.Count == 0 ? null : [.. process.Env.Select(e => e.Text)],
            Cmd = command.Command.Count == 0 ? null : command.Command,
            Healthcheck = HealthSpecs.Read(command.Health),
            Image = command.Image.Value,
            Volumes = volumes,
            WorkingDir = process.WorkingDirectory ?? "",
            Entrypoint = process.Entrypoint is { } entrypoint ? [entrypoint] : null,
            Labels = KeyValues(lifecycle.Labels.Select(l => l.Text)),
            MacAddress = apiVersion < NetworkSpecs.MacAddressOfNetwork ? network.MacAddress : null,
            StopSignal = process.StopSignal,
            StopTimeout = process.StopTimeout,
            HostConfig = host,
            NetworkingConfig = networking,
        };
    }

    /// <summary>key=value pairs as a map; a bare key has the value "", of equal keys the last counts.</summary>
    public static Dictionary<string, string> KeyValues(IEnumerable<string> pairs)
    {
        Dictionary<string, string> map = [];
        foreach (var pair in pairs)
        {
            map[pair.Split('=', 2)[0]] = pair.Split('=', 2) is [_, var value] ? value : "";
        }

        return map;
    }

    /// <summary>Fails on options that the engine's API does not know yet, as the docker CLI does.</summary>
    /// <exception cref="CommandLineException">One is given; the message names it and the version it needs.</exception>
    public static void RequireVersion(DockerCommand command, Version apiVersion)
    {
        var shape = CommandCatalogue.Default.For(command);
        var untouched = shape.Create();
        foreach (var option in shape.Options)
        {
            if (option.Option!.Since is { } since && Version.Parse(since) > apiVersion && option.Words(command, untouched) is not null)
            {
                throw TooOld(option.Option.Name, since, apiVersion);
            }
        }
    }

    /// <summary>
    /// Fails on a MAC address that the engine's API does not take for a network, as the docker CLI does once the options are read. What is
    /// made anew from an existing container keeps the address that older engines know for the container as a whole.
    /// </summary>
    public static void RequireMacAddress(ContainerCreation command, Version apiVersion)
    {
        var network = command.Network;
        if (apiVersion < NetworkSpecs.MacAddressOfNetwork && (network.MacAddress is not null || network.Networks.Any(n => n.MacAddress is not null)))
        {
            throw TooOld("specify mac-address per network", NetworkSpecs.MacAddressOfNetwork.ToString(), apiVersion, exitCode: command is RunContainer ? 125 : 1);
        }
    }

    private static CommandLineException TooOld(string what, string since, Version apiVersion, int exitCode = 1) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{what}\" requires API version {since}, but the Docker daemon API version is {apiVersion}"), exitCode);

    private static bool Attaches(ContainerCreation command, string stream) => command.Process.Attach.Any(a => a.Name == stream);
}
