using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Images;
using Dashboard.Services.Images.Builds;

namespace Dashboard.Web.Images.Builds;

/// <summary>What a build is made from.</summary>
public enum BuildSource
{
    /// <summary>A Dockerfile alone, with no files beside it.</summary>
    Dockerfile,

    /// <summary>A folder or an archive that is sent.</summary>
    Files,

    /// <summary>A git repository.</summary>
    Git,
}

/// <summary>A name and a value that somebody types.</summary>
public sealed class DraftPair
{
    /// <summary>Left of the equals sign.</summary>
    public string Name { get; set; } = "";

    /// <summary>Right of it.</summary>
    public string Value { get; set; } = "";
}

/// <summary>The form of a build: what is typed, and the command that it amounts to.</summary>
public sealed class BuildDraft
{
    /// <summary>Where from.</summary>
    public BuildSource Source { get; set; }

    /// <summary>The repository.</summary>
    public string Repository { get; set; } = "";

    /// <summary>Path of the Dockerfile; "" is "Dockerfile".</summary>
    public string File { get; set; } = "";

    /// <summary>Names of the image, with blanks between.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Stage to end with; "" is the last.</summary>
    public string Target { get; set; } = "";

    /// <summary>Platform; "" is the engine's.</summary>
    public string Platform { get; set; } = "";

    /// <summary>Values of ARGs.</summary>
    public IList<DraftPair> Args { get; private set; } = [];

    /// <summary>Labels.</summary>
    public IList<DraftPair> Labels { get; private set; } = [];

    /// <summary>Build every step anew.</summary>
    public bool NoCache { get; set; }

    /// <summary>Look for newer base images.</summary>
    public bool Pull { get; set; }

    private BuildImage _kept = new();

    /// <summary>The tags, one by one.</summary>
    public IReadOnlyList<string> TagList => Tags.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Path of the Dockerfile.</summary>
    public string FilePath => Source == BuildSource.Dockerfile || File.Trim().Length == 0 ? "Dockerfile" : File.Trim();

    /// <summary>The command.</summary>
    public BuildImage Command => _kept with
    {
        Context = Source == BuildSource.Git ? (Repository.Trim().Length > 0 ? Repository.Trim() : "URL") : "-",
        File = Source == BuildSource.Dockerfile || FilePath == "Dockerfile" ? null : FilePath,
        Tags = EquatableList.From<string>([.. TagList]),
        Target = Blank(Target),
        Platform = Blank(Platform),
        NoCache = NoCache,
        Pull = Pull,
        BuildArgs = EquatableList.From<EnvEntry>([.. Args.Where(a => a.Name.Trim().Length > 0).Select(a => new EnvEntry($"{a.Name.Trim()}={a.Value}"))]),
        Labels = EquatableList.From<LabelEntry>([.. Labels.Where(a => a.Name.Trim().Length > 0).Select(a => new LabelEntry($"{a.Name.Trim()}={a.Value}"))]),
    };

    /// <summary>What is wrong with the tags, in the docker CLI's words; null when nothing is.</summary>
    public string? TagComplaint => TagList.Select(t => ImageNames.Complaint(t) is { } wrong ? $"{t}: {wrong}" : null).FirstOrDefault(w => w is not null);

    /// <summary>Fills the form from a command that was run. Values that were masked are gone and left empty.</summary>
    public void Load(BuildImage command, BuildSource source)
    {
        ArgumentNullException.ThrowIfNull(command);
        Source = source;
        Repository = source == BuildSource.Git ? command.Context : "";
        File = command.File ?? "";
        Tags = string.Join(' ', command.Tags);
        Target = command.Target ?? "";
        Platform = command.Platform ?? "";
        (NoCache, Pull) = (command.NoCache, command.Pull);
        Args = [.. command.BuildArgs.Select(a => Pair(a.Text))];
        Labels = [.. command.Labels.Select(l => Pair(l.Text))];
        _kept = command;
    }

    private static DraftPair Pair(string text) => text.Split('=', 2) is [var name, var value]
        ? new DraftPair { Name = name, Value = value == SecretWords.Masked ? "" : value }
        : new DraftPair { Name = text };

    private static string? Blank(string text) => text.Trim() is { Length: > 0 } value ? value : null;
}
