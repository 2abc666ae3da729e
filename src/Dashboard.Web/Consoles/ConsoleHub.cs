using Dashboard.Services.Access;
using Dashboard.Services.Consoles;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Consoles;

/// <summary>What the console's input asks for while somebody types. Lines are run elsewhere.</summary>
[Authorize]
public sealed class ConsoleHub(IEnvironmentRegistry environments, ICompletions completions, IConsoleHistory history) : Hub
{
    private const int MostText = 32 * 1024;
    private const int MostLines = 100;

    /// <summary>What could stand at the caret.</summary>
    /// <param name="environment">Name of the environment, e.g. "local".</param>
    /// <param name="text">All that is typed, at most 32,768 characters.</param>
    /// <param name="caret">Where in it, in UTF-16 units.</param>
    /// <exception cref="HubException">No such environment, or too much text.</exception>
    public Task<Completion> Complete(string environment, string text, int caret) =>
        CompleteAsync(environment, text, caret, Context.ConnectionAborted).WithHubErrorsAsync();

    /// <summary>The caller's own last lines that have a text in them, newest first, 100 at most; values that look secret are masked.</summary>
    /// <param name="search">The text; "" is all.</param>
    public Task<IReadOnlyList<string>> History(string search) =>
        history.SearchAsync(Context.User!.ToActor(), search ?? "", MostLines, Context.ConnectionAborted).WithHubErrorsAsync();

    private Task<Completion> CompleteAsync(string environment, string text, int caret, CancellationToken cancellationToken)
    {
        if (text is null || text.Length > MostText)
        {
            throw new HubException($"A line has {MostText} characters at most.");
        }

        var actor = Context.User!.ToActor();
        return completions.CompleteAsync(actor, environments.Get(actor, environment), text, caret, cancellationToken);
    }
}
