using System.Globalization;

namespace Dashboard.Services.Commands;

/// <summary>
/// One option of a command as a form needs it: how it is spelled, which words it has now, and the command with other words. Commands stay
/// immutable: every change gives a new record.
/// </summary>
public sealed class OptionField
{
    private readonly CommandShape _shape;
    private readonly ParameterShape _parameter;

    internal OptionField(CommandShape shape, ParameterShape parameter) => (_shape, _parameter) = (shape, parameter);

    /// <summary>Long spelling with its dashes, e.g. "--publish".</summary>
    public string Name => _parameter.Option!.Name;

    /// <summary>Short spelling with its dash, or null.</summary>
    public string? Shorthand => _parameter.Option!.Shorthand;

    /// <summary>One phrase, in the docker CLI's words.</summary>
    public string Help => _parameter.Option!.Help;

    /// <summary>Kind of value in the docker CLI's words, e.g. "bytes"; "" for a switch.</summary>
    public string Kind => _parameter.TypeName;

    /// <summary>Whether it may be given more than once.</summary>
    public bool IsList => _parameter.IsList;

    /// <summary>Whether it is on or off and has no value.</summary>
    public bool IsSwitch => _parameter.IsSwitch;

    /// <summary>Name of the property that groups it with others, e.g. "Network"; "" when the command itself has it.</summary>
    public string Group => _parameter.GroupName;

    /// <summary>Its words in <paramref name="command"/>; none when it has the value that it has when it is not given.</summary>
    public IReadOnlyList<string> Read(DockerCommand command) => _parameter.Words(command, _shape.Create()) ?? [];

    /// <summary><paramref name="command"/> with these words for the option; none takes it away.</summary>
    /// <exception cref="CommandLineException">A word is wrong; the message is the docker CLI's.</exception>
    public TCommand With<TCommand>(TCommand command, IReadOnlyList<string> words)
        where TCommand : DockerCommand
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(words);
        var changed = (TCommand)(command with { });
        _parameter.Detach(changed);
        if (words.Count > 0)
        {
            _parameter.Set(changed, words);
        }
        else
        {
            _parameter.Reset(changed, _shape.Create());
        }

        return changed;
    }

    /// <summary>What is wrong with <paramref name="word"/> as a value of it, in the docker CLI's words; null when nothing is.</summary>
    public string? Check(string word)
    {
        try
        {
            _parameter.Set(_shape.Create(), [word]);
            return null;
        }
        catch (CommandLineException e)
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Kind}");
}
