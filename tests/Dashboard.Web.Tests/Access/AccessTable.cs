using Dashboard.Services.Access;

namespace Dashboard.Web.Tests.Access;

/// <summary>Who may call what, as the matrix expects it: what is new and is not here fails.</summary>
internal static class AccessTable
{
    /// <summary>Of each: who gets in. What they see there is for the commands, the reads and the hubs.</summary>
    public static IReadOnlyDictionary<string, string> Endpoints { get; } = new Dictionary<string, string>
    {
        ["GET /"] = "signed in",
        ["GET /api/v1/environments"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers/{container}"] = "signed in",
        ["POST /api/v1/environments/{environment}/commands"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers/{container}/archive"] = "signed in",
        ["PUT /api/v1/environments/{environment}/containers/{container}/archive"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers/{container}/export"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers/{container}/file"] = "signed in",
        ["GET /api/v1/environments/{environment}/containers/{container}/logs/download"] = "signed in",
        ["GET /api/v1/environments/{environment}/logs/download"] = "signed in",
        ["GET /api/v1/environments/{environment}/images/archive"] = "signed in",
        ["PUT /api/v1/environments/{environment}/images/archive"] = "signed in",
        ["PUT /api/v1/environments/{environment}/images/filesystem"] = "signed in",
        ["page /images"] = "signed in",
        ["page /images/{Environment}/{Image}"] = "signed in",
        ["page /registries"] = "signed in",
        ["GET /api/{documentName}/openapi.json"] = "signed in",
        ["GET /session"] = "signed in",
        ["POST /sign-out"] = "anybody",
        ["GET /language"] = "anybody",
        ["GET /healthz"] = "anybody",
        ["GET /readyz"] = "anybody",
        ["* /hubs/status"] = "signed in",
        ["* /hubs/logs"] = "signed in",
        ["* /hubs/merged-logs"] = "signed in",
        ["* /hubs/terminals"] = "signed in",
        ["* /hubs/usage"] = "signed in",
        ["* /hubs/console"] = "signed in",
        ["page /console"] = "signed in",
        ["page /learn"] = "signed in",
        ["* /_blazor"] = "signed in",
        ["page /containers"] = "signed in",
        ["page /containers/{Environment}/{Container}"] = "signed in",
        ["page /containers/{Environment}/{Container}/{Tab}"] = "signed in",
        ["page /containers/{Environment}/-/new"] = "signed in",
        ["page /containers/{Environment}/{Container}/edit"] = "signed in",
        ["page /terminals"] = "signed in",
        ["page /logs"] = "signed in",
        ["page /logs/{Environment}/{Container}"] = "signed in",
        ["page /merged-logs/{Environment}"] = "signed in",
        ["GET /audit/export"] = "manage",
        ["page /audit"] = "manage",
        ["page /connection"] = "manage",
        ["POST /connection/check"] = "manage",
        ["page /account"] = "signed in",
        ["POST /account/passkeys"] = "signed in",
        ["POST /account/passkeys/options"] = "signed in",
        ["POST /sign-in/passkey"] = "anybody",
        ["POST /sign-in/passkey/options"] = "anybody",
        ["GET /sign-in/provider"] = "anybody",
        ["page /sign-in/done"] = "anybody",
        ["page /sign-in/failed"] = "anybody",
        ["page /people"] = "manage",
        ["page /people/{Tab}"] = "manage",
        ["page /sign-in"] = "anybody",
        ["page /setup"] = "anybody",
        ["page /error"] = "anybody",
        ["page /not-found"] = "signed in",
        ["page /status/{Code:int}"] = "anybody",
    };

    /// <summary>The right that each method of a hub needs.</summary>
    public static IReadOnlyDictionary<string, Right> HubMethods { get; } = new Dictionary<string, Right>
    {
        ["StatusHub.Watch"] = Right.View,
        ["LogHub.Follow"] = Right.Logs,
        ["LogHub.Older"] = Right.Logs,
        ["LogHub.Newer"] = Right.Logs,
        ["LogHub.Bounds"] = Right.Logs,
        ["LogHub.Search"] = Right.Logs,
        ["LogHub.FindTime"] = Right.Logs,
        ["LogHub.Ack"] = Right.None,
        ["MergedLogHub.Follow"] = Right.Logs, ["MergedLogHub.Older"] = Right.Logs, ["MergedLogHub.Newer"] = Right.Logs, ["MergedLogHub.Bounds"] = Right.Logs,
        ["MergedLogHub.Search"] = Right.Logs, ["MergedLogHub.FindTime"] = Right.None, ["MergedLogHub.Ack"] = Right.None,
        ["TerminalHub.Open"] = Right.Exec,
        // One's own sessions only, which end when the right that opened them is taken away.
        ["TerminalHub.Attach"] = Right.None,
        ["TerminalHub.End"] = Right.None,
        // Whatever its line takes, by the one door.
        ["TerminalHub.OpenLine"] = Right.None,
        ["TerminalHub.Input"] = Right.None,
        ["TerminalHub.Resize"] = Right.None,
        ["TerminalHub.Ack"] = Right.None,
        ["UsageHub.Watch"] = Right.View,
        ["ConsoleHub.Complete"] = Right.View,
        ["ConsoleHub.History"] = Right.None,
    };
}
