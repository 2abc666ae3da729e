using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Takes the values that look secret out of a command.</summary>
internal static class SecretOptions
{
    private const string VolumeOption = "volume-opt=";

    /// <summary><paramref name="command"/> with <paramref name="mask"/> in their place, and what they belonged to.</summary>
    public static (TCommand Command, IReadOnlyList<string> Withheld) Of<TCommand>(TCommand command, string mask)
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

    private static string Masked(string entry, string prefix, string mask, List<string> withheld)
    {
        if (entry.Split('=', 2) is not [var name, { Length: > 0 }] || !SecretNames.LooksSecret(name))
        {
            return entry;
        }

        withheld.Add(prefix + name);
        return $"{name}={mask}";
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
}
