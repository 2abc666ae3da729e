using System.Globalization;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>From the engine's inspect answer to <see cref="ContainerDetails"/>.</summary>
internal static class ContainerInspection
{
    public static ContainerDetails ToDetails(this ContainerInspectResponse c)
    {
        var values = ContainerSecretValues.In(c);
        return ToDetails(c, c.Config!, c.State!, ContainerSecretValues.Known(c, values)) with { HoldsSecrets = values.Count > 0 || c.Config?.Env?.Any(e => SecretNames.OfEntry(e) is not null) == true };
    }

    // The library declares both as nullable; the engine's answer always has them.
    private static ContainerDetails ToDetails(ContainerInspectResponse c, ContainerConfig config, State state, KnownSecrets secrets) => new()
    {
        Summary = ToSummary(c, config, state, secrets),
        ImageId = c.Image,
        CommandLine = string.Join(' ', SecretWords.Mask([c.Path, .. c.Args ?? []]).Select(secrets.Mask).Select(ShellWords.Quote)),
        User = secrets.Mask(config.User ?? ""),
        WorkingDirectory = secrets.Mask(SecretWords.Mask(config.WorkingDir ?? "")),
        HostName = secrets.Mask(config.Hostname ?? ""),
        HasTty = config.Tty,
        Started = ToTime(state.StartedAt),
        Finished = ToTime(state.FinishedAt),
        ExitCode = state.ExitCode,
        OomKilled = state.OOMKilled,
        Error = secrets.Mask(SecretWords.Mask(state.Error ?? "")),
        RestartCount = c.RestartCount,
        IsRemovedAtEnd = c.HostConfig?.AutoRemove ?? false,
        RestartPolicy = Policy(c.HostConfig?.RestartPolicy),
        Health = state.Health?.Status is { Length: > 0 } and not "none" ? secrets.Mask(state.Health.Status) : null,
        Limits = c.HostConfig is { } host ? ToLimits(host) : new ResourceLimits(),
        LogDriver = secrets.Mask(c.HostConfig?.LogConfig?.Type ?? ""),
        Mounts = EquatableList.From((c.Mounts ?? []).Select(m =>
            new MountDetails(secrets.Mask(m.Type ?? ""), secrets.Mask(SecretWords.Mask((string.IsNullOrEmpty(m.Name) ? m.Source : m.Name) ?? "")), secrets.Mask(m.Destination ?? ""), !m.RW))),
        Networks = EquatableList.From((c.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>())
            .OrderBy(n => n.Key, StringComparer.Ordinal)
            .Select(n => new NetworkDetails(n.Key, n.Value.IPAddress ?? "", n.Value.MacAddress ?? ""))),
        Environment = EquatableList.From((config.Env ?? []).Select(e => ToVariable(e, secrets))),
        Secrets = secrets,
    };

    // 0 and "" are the engine's way of saying that nothing was asked for.
    private static ResourceLimits ToLimits(HostConfig host) => new()
    {
        BlkioWeight = host.BlkioWeight == 0 ? null : host.BlkioWeight,
        CpuPeriod = Given(host.CPUPeriod),
        CpuQuota = Given(host.CPUQuota),
        CpuRealtimePeriod = Given(host.CPURealtimePeriod),
        CpuRealtimeRuntime = Given(host.CPURealtimeRuntime),
        CpuShares = Given(host.CPUShares),
        Cpus = Given(host.NanoCPUs) is { } cpus ? new CpuCount(cpus) : null,
        CpusetCpus = string.IsNullOrEmpty(host.CpusetCpus) ? null : host.CpusetCpus,
        CpusetMems = string.IsNullOrEmpty(host.CpusetMems) ? null : host.CpusetMems,
        Memory = Given(host.Memory) is { } memory ? new ByteSize(memory) : null,
        MemoryReservation = Given(host.MemoryReservation) is { } reservation ? new ByteSize(reservation) : null,
        MemorySwap = Given(host.MemorySwap) is { } swap ? new SwapSize(swap) : null,
        PidsLimit = Given(host.PidsLimit ?? 0),
    };

    private static long? Given(long number) => number == 0 ? null : number;

    private static ContainerSummary ToSummary(ContainerInspectResponse c, ContainerConfig config, State state, KnownSecrets secrets) => new()
    {
        Id = c.ID,
        Name = c.Name.TrimStart('/'),
        Image = config.Image,
        Command = secrets.Mask(SecretWords.Mask(c.Path ?? "")),
        State = ContainerMapping.ToState(state.Status),
        Status = secrets.Mask(state.Status ?? ""),
        Created = new DateTimeOffset(DateTime.SpecifyKind(c.Created, DateTimeKind.Utc)),
        Ports = EquatableList.From((c.NetworkSettings?.Ports ?? new Dictionary<string, IList<PortBinding>>()).SelectMany(ToPorts).Distinct()),
        Networks = EquatableList.From((c.NetworkSettings?.Networks?.Keys ?? []).Order(StringComparer.Ordinal)),
        Labels = (config.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
    };

    // Key is e.g. "80/tcp"; the bindings are null for a port that is only exposed.
    private static IEnumerable<PortMapping> ToPorts(KeyValuePair<string, IList<PortBinding>> port)
    {
        var (number, protocol) = port.Key.Split('/') is [var n, var p] ? (n, p) : (port.Key, "tcp");
        var inside = int.Parse(number, CultureInfo.InvariantCulture);
        return port.Value is null or []
            ? [new PortMapping(null, null, inside, protocol)]
            : port.Value
                .Where(b => int.TryParse(b.HostPort, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(b => new PortMapping(b.HostIP, int.Parse(b.HostPort, CultureInfo.InvariantCulture), inside, protocol))
                .DistinctBy(m => m.PublicPort);
    }

    private static EnvironmentVariable ToVariable(string entry, KnownSecrets secrets)
    {
        var equals = entry.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = equals < 0 ? (entry, "") : (entry[..equals], entry[(equals + 1)..]);
        var shown = secrets.Mask(SecretWords.Mask(value));
        name = secrets.Mask(name);
        return SecretNames.LooksSecret(name) || shown == SecretWords.Masked ? new EnvironmentVariable(name, null) { IsMasked = true }
            : new EnvironmentVariable(name, shown) { IsMasked = shown != value };
    }

    // The engine's zero time is year 1.
    private static DateTimeOffset? ToTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    private static string Policy(RestartPolicy? policy) => policy?.Name switch
    {
        RestartPolicyKind.Always => "always",
        RestartPolicyKind.UnlessStopped => "unless-stopped",
        RestartPolicyKind.OnFailure => policy.MaximumRetryCount > 0 ? $"on-failure:{policy.MaximumRetryCount}" : "on-failure",
        _ => "no",
    };
}
