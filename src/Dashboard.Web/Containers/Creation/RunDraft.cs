using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Images;

namespace Dashboard.Web.Containers.Creation;

/// <summary>
/// A container that is being put together. The immutable <see cref="RunContainer"/> is the one truth: the command line, the checks and what is
/// run are all it. Beside it stands what was typed and can't be read yet, so that nothing typed is lost.
/// </summary>
public sealed class RunDraft
{
    /// <summary>Place of errors that concern the image.</summary>
    public const string ImagePlace = "IMAGE";

    /// <summary>Place of errors that concern the program and its arguments.</summary>
    public const string ArgumentsPlace = "ARG";

    private const string Dots = "••••••";

    // The page always runs in the background: a browser has no terminal until the container's own page gives it one.
    private static readonly string[] _fixed = ["--detach", "--detach-keys"];

    private readonly Dictionary<string, DraftField> _fields;
    private readonly Func<RunContainer, ContainerCreation> _sent;

    /// <summary>An empty one, that is run as it is.</summary>
    public RunDraft()
        : this(run => run)
    {
    }

    /// <summary>An empty one.</summary>
    /// <param name="sent">The command that is sent for it.</param>
    public RunDraft(Func<RunContainer, ContainerCreation> sent)
    {
        _sent = sent;
        var shape = CommandCatalogue.Default.For(Command);
        _fields = shape.Fields.Where(f => !_fixed.Contains(f.Name)).ToDictionary(f => f.Name, f => new DraftField(this, f), StringComparer.Ordinal);
    }

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    /// <summary>What would be run, without what can't be read yet.</summary>
    public RunContainer Command { get; private set; } = new() { Detach = true };

    /// <summary>The command that is sent for it, and shown all the while.</summary>
    public ContainerCreation Sent => _sent(Command);

    /// <summary>The image as typed.</summary>
    public string Image { get; private set; } = "";

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? ImageError { get; private set; }

    /// <summary>Program and arguments as typed, quoted as for a shell.</summary>
    public string Arguments { get; private set; } = "";

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public string? ArgumentsError { get; private set; }

    /// <summary>What is wrong with a line that stands open beside the form; null when nothing is. While it does, the form is not what was meant.</summary>
    public string? LineError { get; set; }

    /// <summary>What was found out about it, by the place it concerns: an option's name, <see cref="ImagePlace"/> or <see cref="ArgumentsPlace"/>.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; set; } = new Dictionary<string, string>();

    /// <summary>Every option that the form has, in the order of the record.</summary>
    public IEnumerable<DraftField> Fields => _fields.Values;

    /// <summary>Whether all that was typed can be read and there is an image.</summary>
    public bool IsComplete => Command.Image.Value.Length > 0 && LineError is null && ImageError is null && ArgumentsError is null && !Fields.Any(f => f.IsWrong);

    /// <summary>The command line; IMAGE stands where none is named yet.</summary>
    public string Line => Print(Sent, words => words);

    /// <summary>The same for eyes: values that look secret are dots.</summary>
    public string MaskedLine => Print(
        _sent(Command with { Process = Command.Process with { Env = EquatableList.From(Command.Process.Env.Select(Masked)) } }),
        words => [.. SecretWords.Mask(words).Select(w => w.Replace(SecretWords.Masked, Dots, StringComparison.Ordinal))]);

    /// <summary>The field of an option.</summary>
    public DraftField this[string option] => _fields[option];

    /// <summary>Fills the form from a command; what was typed before is gone.</summary>
    public void Load(ContainerCreation command)
    {
        Command = RunContainer.InBackground(command);
        Image = command.Image.Value;
        Arguments = string.Join(' ', command.Command.Select(ShellWords.Quote));
        (ImageError, ArgumentsError) = (null, null);
        foreach (var field in Fields)
        {
            field.Load();
        }

        Changed?.Invoke();
    }

    /// <summary>The command for the image as typed.</summary>
    public void SetImage(string text)
    {
        Image = text ?? "";
        var trimmed = Image.Trim();
        try
        {
            var image = trimmed.Length == 0 ? default : ImageReference.Of(trimmed);
            ImageError = null;
            Change(command => command with { Image = image });
        }
        catch (FormatException e)
        {
            ImageError = e.Message;
            Change(command => command with { Image = default });
        }
    }

    /// <summary>The command for program and arguments as typed.</summary>
    public void SetArguments(string text)
    {
        Arguments = text ?? "";
        try
        {
            var words = ShellWords.Split(Arguments);
            ArgumentsError = null;
            Change(command => command with { Command = EquatableList.From(words) });
        }
        catch (CommandLineException e)
        {
            ArgumentsError = e.Message;
            Changed?.Invoke();
        }
    }

    internal void Change(Func<RunContainer, RunContainer> change)
    {
        Command = change(Command);
        Changed?.Invoke();
    }

    private static EnvEntry Masked(EnvEntry entry) =>
        SecretNames.OfEntry(entry.Text) is { } name && entry.Text.Length > name.Length + 1 ? new EnvEntry($"{name}={Dots}") : entry;

    private static string Print(ContainerCreation command, Func<IReadOnlyList<string>, IReadOnlyList<string>> shown)
    {
        var words = shown(CommandLine.Words(command)).Select(ShellWords.Quote).ToList();
        if (command.Image.Value.Length == 0)
        {
            words.Insert(words.Count - command.Command.Count, ImagePlace);
        }

        return string.Join(' ', words);
    }
}
