using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Takes the values that look secret out of a command.</summary>
internal static class SecretMask
{
    private const string VolumeOption = "volume-opt=";

    /// <summary><paramref name="command"/> without them, and what they belonged to.</summary>
    public static ReadBack Of(RunContainer command)
    {
        List<string> withheld = [];
        return new ReadBack(
            command with
            {
                Process = command.Process with { Env = EquatableList.From(command.Process.Env.Select(e => new EnvEntry(Emptied(e.Text, "", withheld)))) },
                Lifecycle = command.Lifecycle with { LogOptions = EquatableList.From(command.Lifecycle.LogOptions.Select(o => Emptied(o, "--log-opt ", withheld))) },
                Storage = command.Storage with { Mounts = EquatableList.From(command.Storage.Mounts.Select(m => Emptied(m, withheld))) },
            },
            withheld);
    }

    /// <summary>Names of environment variables and options whose values look secret.</summary>
    public static IReadOnlyList<string> SecretsOf(RunContainer command) => Of(command).Withheld;

    private static string Emptied(string entry, string prefix, List<string> withheld)
    {
        if (entry.Split('=', 2) is not [var name, { Length: > 0 }] || !SecretNames.LooksSecret(name))
        {
            return entry;
        }

        withheld.Add(prefix + name);
        return $"{name}=";
    }

    // Options of a volume's driver may carry the password of a share: volume-opt=o=username=kim,password=….
    private static MountEntry Emptied(MountEntry mount, List<string> withheld)
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
