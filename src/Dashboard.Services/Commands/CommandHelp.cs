using System.Text;

namespace Dashboard.Services.Commands;

/// <summary>Help in the shape of the docker CLI's, made from the declarations of the commands.</summary>
public static class CommandHelp
{
    private const int Gap = 3;

    /// <summary>Help for one command.</summary>
    public static string For(CommandShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var text = new StringBuilder($"Usage:  {shape.Usage}\n\n{shape.Verb.Summary}\n");
        if (shape.Verb.Aliases.Length > 0)
        {
            text.Append("\nAliases:\n  ").AppendJoin(", ", shape.Verb.Aliases.Prepend(shape.Verb.Path).Select(p => $"docker {p}")).Append('\n');
        }

        if (shape.Fields.Count > 0)
        {
            text.Append("\nOptions:\n");
            Table(text, shape.Fields.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (Spelling(f), f.Help)));
        }

        return text.ToString();
    }

    /// <summary>Help for a group ("volume"), or for all commands ("").</summary>
    public static string ForGroup(CommandCatalogue catalogue, string group)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var prefix = group.Length == 0 ? "" : group + " ";
        var members = catalogue.Paths.Where(p => p.Path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(p => (Name: p.Path[prefix.Length..], p.Shape.Verb.Summary, IsOwn: p.Path == p.Shape.Verb.Path))
            // What has a short name need not be listed by its long one.
            .Where(p => group.Length > 0 ? !p.Name.Contains(' ', StringComparison.Ordinal) : p.IsOwn)
            .OrderBy(p => p.Name, StringComparer.Ordinal);
        var text = new StringBuilder($"Usage:  docker {prefix}COMMAND\n\nCommands:\n");
        Table(text, members.Select(m => ($"  {m.Name}", m.Summary)));
        return text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\nRun 'docker {prefix}COMMAND --help' for more information on a command.\n").ToString();
    }

    private static string Spelling(OptionField field) =>
        $"  {(field.Shorthand is null ? "    " : $"{field.Shorthand}, ")}{field.Name}{(field.Kind.Length == 0 ? "" : $" {field.Kind}")}";

    private static void Table(StringBuilder text, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        var width = all.Count == 0 ? 0 : all.Max(r => r.Left.Length) + Gap;
        foreach (var (left, right) in all)
        {
            text.Append(left.PadRight(width)).Append(right).Append('\n');
        }
    }
}
