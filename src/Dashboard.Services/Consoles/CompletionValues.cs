namespace Dashboard.Services.Consoles;

/// <summary>What arguments and options take: names of things on the engine, or words of a short list.</summary>
internal static class CompletionValues
{
    private static readonly string[] _signals = ["TERM", "KILL", "HUP", "INT", "QUIT", "USR1", "USR2", "WINCH", "STOP", "CONT"];

    private static readonly Dictionary<string, string[]> _filters = new(StringComparer.Ordinal)
    {
        ["ps"] = ["ancestor=", "before=", "expose=", "exited=", "health=", "id=", "is-task=", "label=", "name=", "network=", "publish=", "since=", "status=created", "status=restarting", "status=running", "status=removing", "status=paused", "status=exited", "status=dead", "volume="],
        ["images"] = ["before=", "dangling=true", "dangling=false", "label=", "reference=", "since=", "until="],
        ["network ls"] = ["dangling=true", "dangling=false", "driver=", "id=", "label=", "name=", "scope=local", "scope=swarm", "type=custom", "type=builtin"],
        ["volume ls"] = ["dangling=true", "dangling=false", "driver=", "label=", "name="],
        ["container prune"] = ["label=", "label!=", "until="],
        ["image prune"] = ["label=", "label!=", "until=", "dangling=true", "dangling=false"],
        ["network prune"] = ["label=", "label!=", "until="],
        ["volume prune"] = ["label=", "label!="],
        ["search"] = ["is-official=true", "stars="],
    };

    /// <summary>Which things an argument called so names.</summary>
    public static LiveNameKinds OfArgument(string verb, string argument) => argument switch
    {
        "CONTAINER" => LiveNameKinds.Container,
        "IMAGE" or "SOURCE_IMAGE" or "SOURCE_IMAGE[:TAG]" or "REPOSITORY" or "REPOSITORY[:TAG]" or "NAME[:TAG]" or "NAME[:TAG|@DIGEST]" => LiveNameKinds.Image,
        "NETWORK" when verb != "network create" => LiveNameKinds.Network,
        "VOLUME" when verb != "volume create" => LiveNameKinds.Volume,
        "NAME|ID" => LiveNameKinds.All,
        _ => LiveNameKinds.None,
    };

    /// <summary>Which things an option's value names.</summary>
    public static LiveNameKinds OfOption(string option) => option switch
    {
        "--network" => LiveNameKinds.Network,
        "--volumes-from" or "--link" => LiveNameKinds.Container,
        "--volume" => LiveNameKinds.Volume,
        _ => LiveNameKinds.None,
    };

    /// <summary>The words that an option's value is one of; none where anything can be.</summary>
    public static IReadOnlyList<string> Words(string verb, string option) => option switch
    {
        "--restart" => ["no", "always", "unless-stopped", "on-failure"],
        "--pull" => ["missing", "always", "never"],
        "--signal" or "--stop-signal" => _signals,
        "--type" => ["container", "image", "network", "volume"],
        "--format" => ["table", "json"],
        "--driver" when verb == "network create" => ["bridge", "overlay", "macvlan", "ipvlan"],
        "--filter" => _filters.GetValueOrDefault(verb, []),
        _ => [],
    };
}
