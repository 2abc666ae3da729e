using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>Secret values that stand in a container's configuration, by name and form.</summary>
internal static class ContainerSecretValues
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> In(ContainerInspectResponse container)
    {
        List<string> found = [];
        Entries(container.Config?.Env);
        Words([container.Path ?? "", .. container.Args ?? []]);
        Words([.. container.Config?.Entrypoint ?? [], .. container.Config?.Cmd ?? []]);
        Words([.. container.Config?.Healthcheck?.Test ?? []]);
        Pairs(container.Config?.Labels);
        Pairs(container.HostConfig?.LogConfig?.Config);
        Pairs(container.HostConfig?.StorageOpt);
        Pairs(container.HostConfig?.Sysctls);
        Entries(container.HostConfig?.SecurityOpt);
        Entries(container.HostConfig?.Binds);
        foreach (var mount in container.HostConfig?.Mounts ?? [])
        {
            Pairs(mount.VolumeOptions?.Labels);
            Pairs(mount.VolumeOptions?.DriverConfig?.Options);
        }

        foreach (var endpoint in container.NetworkSettings?.Networks?.Values ?? [])
        {
            Pairs(endpoint.DriverOpts);
        }

        Entries(container.State?.Health?.Log?.Select(l => l.Output ?? ""));
        Entries([container.State?.Error ?? ""]);
        return found;

        void Entries(IEnumerable<string>? entries)
        {
            foreach (var entry in entries ?? [])
            {
                SecretWords.Mask(entry, found.Add);
            }
        }

        void Words(IReadOnlyList<string> words) => SecretWords.Mask(words, found.Add);

        void Pairs(IEnumerable<KeyValuePair<string, string>>? pairs)
        {
            foreach (var (name, value) in pairs ?? [])
            {
                SecretWords.MaskValue(name, value ?? "", found.Add);
            }
        }
    }

    /// <summary>The same, to be masked wherever they recur.</summary>
    public static KnownSecrets Known(ContainerInspectResponse container, IReadOnlyList<string> values) =>
        KnownSecrets.Of(values, [container.ID, container.Name.TrimStart('/'), container.Config?.Image ?? "", container.Image ?? ""]);
}
