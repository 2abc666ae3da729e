using Dashboard.Services.Containers.Creation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Consoles;

/// <summary>A line of the console with what came of it: text as the docker CLI prints it, or a view in place.</summary>
public sealed partial class ConsoleOutput
{
    // A browser that lays out more than this in one piece stutters.
    private const int MostShown = 200_000;

    /// <summary>The line.</summary>
    [Parameter, EditorRequired]
    public required ConsoleEntry Entry { get; set; }

    /// <summary>The session that it is of.</summary>
    [Parameter, EditorRequired]
    public required ConsoleSession Session { get; set; }

    [Inject]
    private IStringLocalizer<ConsolesText> Text { get; set; } = null!;

    private IReadOnlyList<OutputRow>? Rows => Entry is { Command: { } command, Result: { ExitCode: 0 } result } ? OutputRows.Of(command, result.Stdout, Entry.Environment) : null;

    private string Copied => Entry.Result is { } result && result.Stdout.Length is > 0 and <= MostShown ? result.Stdout : "";

    // The last word of "docker pull nginx", and the image of a container that is made.
    private string Image => Entry.Command is ContainerCreation made ? made.Image.ToString() : Entry.Line.Split(' ')[^1];

    private static string Shown(string text) => text.Length > MostShown ? text[..MostShown] : text;
}
