using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Takes the values that look secret out of a command, and puts back those that were left out.</summary>
internal static class SecretOptions
{
    private const string VolumeOption = "volume-opt=";

    /// <summary><paramref name="command"/> with <paramref name="mask"/> in their place, or with bare names when it is null; and what they belonged to.</summary>
    public static (TCommand Command, IReadOnlyList<string> Withheld) Of<TCommand>(TCommand command, string? mask)
        where TCommand : ContainerCreation
    {
        List<string> withheld = [];
        ContainerCreation masked = command with
        {
            Process = command.Process with { Env = EquatableList.From(command.Process.Env.Select(e => new EnvEntry(Masked(e.Text, "", mask, withheld)))) },
            Lifecycle = command.Lifecycle with { LogOptions = EquatableList.From(command.Lifecycle.LogOptions.Select(o => Masked(o, "--log-opt ", mask, withheld))) },
            Storage = command.Storage with { Mounts = EquatableList.From(command.Storage.Mounts.Select(m => Masked(m, withheld))) },
        };
        return ((TCommand)masked, withheld);
    }

    /// <summary>
    /// <paramref name="command"/> with the values of <paramref name="own"/> wherever it has the bare name only, as <see cref="Of"/> leaves it
    /// without a mask; and what of that looks secret.
    /// </summary>
    public static (TCommand Command, IReadOnlyList<string> Kept) PutBack<TCommand>(TCommand command, ContainerCreation own)
        where TCommand : ContainerCreation
    {
        List<string> kept = [];
        var env = own.Process.Env.Select(e => e.Text).ToList();
        ContainerCreation whole = command with
        {
            Process = command.Process with { Env = EquatableList.From(command.Process.Env.Select(e => new EnvEntry(Whole(e.Text, env, kept)))) },
            Lifecycle = command.Lifecycle with { LogOptions = EquatableList.From(command.Lifecycle.LogOptions.Select(o => Whole(o, own.Lifecycle.LogOptions, kept))) },
            Storage = command.Storage with { Mounts = EquatableList.From(command.Storage.Mounts.Select(m => Whole(m, own.Storage.Mounts, kept))) },
        };
        return ((TCommand)whole, kept);
    }

    private static string Masked(string entry, string prefix, string? mask, List<string> withheld)
    {
        if (SecretNames.OfEntry(entry) is not { } name || entry.Length == name.Length + 1)
        {
            return entry;
        }

        withheld.Add(prefix + name);
        return mask is null ? name : $"{name}={mask}";
    }

    // Options of a volume's driver may carry the password of a share: volume-opt=o=username=kim,password=….
    private static MountEntry Masked(MountEntry mount, List<string> withheld)
    {
        if (!mount.Text.Contains(VolumeOption, StringComparison.Ordinal) || !SecretNames.LooksSecret(mount.Text))
        {
            return mount;
        }

        withheld.Add("--mount volume-opt");
        var kept = CsvFields.Split(mount.Text).Where(f => !f.StartsWith(VolumeOption, StringComparison.Ordinal) || !SecretNames.LooksSecret(f));
        return new MountEntry(string.Join(',', kept.Select(CsvFields.Quote)));
    }

    private static string Whole(string entry, IEnumerable<string> own, List<string> kept)
    {
        if (entry.Contains('=', StringComparison.Ordinal) || own.FirstOrDefault(o => o.StartsWith($"{entry}=", StringComparison.Ordinal)) is not { } whole)
        {
            return entry;
        }

        if (SecretNames.LooksSecret(entry))
        {
            kept.Add(entry);
        }

        return whole;
    }

    private static MountEntry Whole(MountEntry mount, IEnumerable<MountEntry> own, List<string> kept)
    {
        foreach (var whole in own.Where(o => o != mount && Masked(o, []) == mount))
        {
            kept.Add("--mount volume-opt");
            return whole;
        }

        return mount;
    }
}
