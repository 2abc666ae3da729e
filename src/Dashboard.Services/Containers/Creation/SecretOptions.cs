using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;

namespace Dashboard.Services.Containers.Creation;

/// <summary>Takes the values that look secret out of a command, and puts back those that were left out.</summary>
internal static class SecretOptions
{
    private const string VolumeOption = "volume-opt=";

    // These have a rule of their own: their bare name, or what is left of them, stands for the old value.
    private static readonly HashSet<string> _own = new(StringComparer.Ordinal) { "--env", "--log-opt", "--mount" };

    /// <summary>
    /// <paramref name="command"/> with <paramref name="mask"/> in the place of secret variables and log options, or with bare names when it is
    /// null, and with <see cref="SecretWords.Masked"/> in all others; and what they belonged to.
    /// </summary>
    public static (TCommand Command, IReadOnlyList<string> Withheld) Of<TCommand>(TCommand command, string? mask)
        where TCommand : ContainerCreation
    {
        List<string> withheld = [];
        var shown = Shown(command);
        ContainerCreation masked = command with
        {
            Process = command.Process with { Env = EquatableList.From(command.Process.Env.Select(e => new EnvEntry(Masked(e.Text, "", mask, shown, withheld)))) },
            Lifecycle = command.Lifecycle with { LogOptions = EquatableList.From(command.Lifecycle.LogOptions.Select(o => Masked(o, "--log-opt ", mask, shown, withheld))) },
            Storage = command.Storage with { Mounts = EquatableList.From(command.Storage.Mounts.Select(m => Masked(m, shown, withheld))) },
        };
        foreach (var option in CommandCatalogue.Default.For(masked).Fields.Where(o => !_own.Contains(o.Name) && !o.IsSwitch))
        {
            var words = option.Read(masked);
            var left = words.Select(w => shown(option.Name, w)).ToList();
            if (!words.SequenceEqual(left) && left.TrueForAll(w => option.Check(w) is null))
            {
                withheld.AddRange(words.Zip(left).Where(p => p.First != p.Second).Select(p => Named(option, p.First)));
                masked = option.With(masked, left);
            }
        }

        var arguments = Arguments(masked.Command, shown);
        if (!arguments.SequenceEqual(masked.Command))
        {
            withheld.Add("COMMAND");
            masked = masked with { Command = EquatableList.From(arguments) };
        }

        return ((TCommand)masked, withheld);
    }

    /// <summary>
    /// <paramref name="command"/> with the values of <paramref name="own"/> wherever it has what <see cref="Of"/> leaves of them without a
    /// mask; and what of that looks secret.
    /// </summary>
    public static (TCommand Command, IReadOnlyList<string> Kept) PutBack<TCommand>(TCommand command, ContainerCreation own)
        where TCommand : ContainerCreation
    {
        List<string> kept = [];
        var shown = Shown(own);
        var env = own.Process.Env.Select(e => e.Text).ToList();
        ContainerCreation whole = command with
        {
            Process = command.Process with { Env = EquatableList.From(command.Process.Env.Select(e => new EnvEntry(Whole(e.Text, env, shown, kept)))) },
            Lifecycle = command.Lifecycle with { LogOptions = EquatableList.From(command.Lifecycle.LogOptions.Select(o => Whole(o, own.Lifecycle.LogOptions, shown, kept))) },
            Storage = command.Storage with { Mounts = EquatableList.From(command.Storage.Mounts.Select(m => Whole(m, own.Storage.Mounts, shown, kept))) },
        };
        var before = CommandCatalogue.Default.For(own).Fields.Where(o => !_own.Contains(o.Name) && !o.IsSwitch).ToDictionary(o => o.Name, o => o.Read(own), StringComparer.Ordinal);
        foreach (var option in CommandCatalogue.Default.For(whole).Fields.Where(o => before.TryGetValue(o.Name, out var words) && words.Count > 0))
        {
            whole = PutBack(whole, option, before[option.Name].ToLookup(w => shown(option.Name, w)), kept);
        }

        var arguments = own.Command.Zip(Arguments(own.Command, shown)).Where(p => p.First != p.Second).ToLookup(p => p.Second, p => p.First);
        if (whole.Command.Any(arguments.Contains))
        {
            kept.Add("COMMAND");
            var taken = new Dictionary<string, int>(StringComparer.Ordinal);
            whole = whole with { Command = EquatableList.From(whole.Command.Select(w => arguments.Contains(w) ? Next(arguments[w], w, taken) : w)) };
        }

        return ((TCommand)whole, kept);
    }

    private static ContainerCreation PutBack(ContainerCreation command, OptionField option, ILookup<string, string> own, List<string> kept)
    {
        var words = option.Read(command);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var left = words.Select(w => own.Contains(w) ? Next(own[w], w, taken) : w).ToList();
        if (words.SequenceEqual(left))
        {
            return command;
        }

        kept.AddRange(words.Zip(left).Where(p => p.First != p.Second).Select(p => Named(option, p.Second)));
        return option.With(command, left);
    }

    // Two passwords leave the same stars: they are put back in their order.
    private static string Next(IEnumerable<string> own, string masked, Dictionary<string, int> taken)
    {
        var all = own.ToList();
        var number = taken.GetValueOrDefault(masked);
        taken[masked] = number + 1;
        return all[Math.Min(number, all.Count - 1)];
    }

    private static string Named(OptionField option, string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && option.IsList ? $"{option.Name} {word[..equals]}" : option.Name;

    // By name, by form, and what recurs of the same command.
    private static Func<string, string, string> Shown(ContainerCreation command)
    {
        var known = CommandSecrets.Of(command);
        return (option, word) => known.Mask(SecretWords.MaskValue(option, word));
    }

    private static List<string> Arguments(IReadOnlyList<string> words, Func<string, string, string> shown) => [.. SecretWords.Mask(words).Select(w => shown("", w))];

    private static string Masked(string entry, string prefix, string? mask, Func<string, string, string> shown, List<string> withheld)
    {
        if (SecretName(entry, shown) is not { } name)
        {
            // A bare name takes its value from nowhere, and may be anything.
            return entry.Contains('=', StringComparison.Ordinal) ? entry : shown("", entry);
        }

        withheld.Add(prefix + name);
        return mask is null ? name : $"{name}={mask}";
    }

    // A value that is secret in part is left out whole: an address without its password would be another one.
    private static string? SecretName(string entry, Func<string, string, string> shown) =>
        entry.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value] && (SecretNames.LooksSecret(name) || shown("", value) != value) ? name : null;

    // Options of a volume's driver may carry the password of a share: volume-opt=o=username=kim,password=….
    private static MountEntry Masked(MountEntry mount, Func<string, string, string> shown, List<string> withheld)
    {
        var fields = CsvFields.Split(mount.Text);
        var left = fields.Where(f => !f.StartsWith(VolumeOption, StringComparison.Ordinal) || Shown(f) == f).Select(Shown).ToList();
        if (left.SequenceEqual(fields))
        {
            return mount;
        }

        withheld.Add(left.Count < fields.Count ? "--mount volume-opt" : "--mount");
        return new MountEntry(string.Join(',', left.Select(CsvFields.Quote)));

        string Shown(string field) => field.Split('=', 2) is [var name, var value] ? $"{name}={shown("", value)}" : shown("", field);
    }

    private static string Whole(string entry, IEnumerable<string> own, Func<string, string, string> shown, List<string> kept)
    {
        if (entry.Contains('=', StringComparison.Ordinal)
            || own.FirstOrDefault(o => o.StartsWith($"{entry}=", StringComparison.Ordinal) || (o != entry && shown("", o) == entry)) is not { } whole)
        {
            return entry;
        }

        if (SecretNames.LooksSecret(entry) || SecretName(whole, shown) is not null)
        {
            kept.Add(entry);
        }

        return whole;
    }

    private static MountEntry Whole(MountEntry mount, IEnumerable<MountEntry> own, Func<string, string, string> shown, List<string> kept)
    {
        foreach (var whole in own.Where(o => o != mount && Masked(o, shown, []) == mount))
        {
            kept.Add("--mount volume-opt");
            return whole;
        }

        return mount;
    }
}
