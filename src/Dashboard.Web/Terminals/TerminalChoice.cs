using System.Text.Json;
using Dashboard.Services.Access;
using Microsoft.JSInterop;

namespace Dashboard.Web.Terminals;

/// <summary>How somebody opened a terminal in a container last: kept by their browser, without variables, which may be secret.</summary>
/// <param name="Command">Program and arguments as typed; "" finds a shell.</param>
/// <param name="User">User inside; "" is the container's.</param>
/// <param name="WorkingDirectory">Directory to start in; "" is the container's.</param>
internal sealed record TerminalChoice(string Command, string User, string WorkingDirectory)
{
    /// <summary>What is opened unless something was chosen.</summary>
    public static TerminalChoice None { get; } = new("", "", "");

    /// <summary>What <paramref name="actor"/> chose last for a container; the name counts, so that it outlives a recreated one.</summary>
    public static async Task<TerminalChoice> LoadAsync(IJSRuntime script, Actor actor, string environment, string container, CancellationToken cancellationToken) =>
        Read(await script.InvokeAsync<string?>("localStorage.getItem", cancellationToken, KeyOf(actor, environment, container)));

    /// <summary>Keeps it.</summary>
    public async Task SaveAsync(IJSRuntime script, Actor actor, string environment, string container, CancellationToken cancellationToken) =>
        await script.InvokeVoidAsync("localStorage.setItem", cancellationToken, KeyOf(actor, environment, container), JsonSerializer.Serialize(this));

    // Anybody may have written there.
    private static TerminalChoice Read(string? text)
    {
        try
        {
            return text is not null && JsonSerializer.Deserialize<TerminalChoice>(text) is { Command: not null, User: not null, WorkingDirectory: not null } choice ? choice : None;
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static string KeyOf(Actor actor, string environment, string container) => $"terminal:{actor.UserId}:{environment}/{container}";
}
