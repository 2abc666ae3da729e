using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Web.Containers.Creation;

/// <summary>A line that was typed or pasted, read.</summary>
/// <param name="Command">The container that it makes; null when it makes none.</param>
/// <param name="Error">The docker CLI's words on what is wrong with it; null when it can be read.</param>
public sealed record PastedLine(ContainerCreation? Command, string? Error)
{
    /// <summary>Reads a line. A prompt that was copied with it is none of it.</summary>
    public static PastedLine Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var text = line.Trim();
        try
        {
            return new PastedLine(CommandLine.Parse(text.StartsWith("$ ", StringComparison.Ordinal) ? text[2..] : text) as ContainerCreation, null);
        }
        catch (CommandLineException e)
        {
            return new PastedLine(null, e.Message);
        }
    }
}
