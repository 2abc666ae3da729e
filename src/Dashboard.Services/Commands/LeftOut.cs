namespace Dashboard.Services.Commands;

/// <summary>A flag of the docker CLI that a command here does not have.</summary>
/// <param name="Verb">Words after <c>docker</c>.</param>
/// <param name="Flag">Long spelling with its dashes.</param>
/// <param name="Reason">Why not, in half a sentence.</param>
public sealed record LeftOutFlag(string Verb, string Flag, string Reason);

/// <summary>Every flag of the docker CLI that makes no sense on a server or is not here yet; a test compares this and the records with <c>docker --help</c>.</summary>
public static class LeftOut
{
    private const string NoFiles = "there are no files of the user on the server";
    private const string NoSignals = "nobody sends signals to a program on a server; docker kill does";
    private const string NoTrust = "content trust was taken out of the docker CLI after 28";
    private const string ClusterVolumes = "volumes of a cluster need a swarm with storage plugins";
    private const string WindowsOnly = "for Windows engines only";

    private const string Experimental = "an experiment of the docker CLI's";

    /// <summary>All of them, by verb.</summary>
    public static IReadOnlyList<LeftOutFlag> Flags { get; } =
    [
        new("attach", "--sig-proxy", NoSignals),
        new("build", "--compress", "the context is sent on as it comes in"),
        new("build", "--disable-content-trust", NoTrust),
        new("build", "--iidfile", NoFiles),
        new("build", "--isolation", WindowsOnly),
        new("build", "--squash", Experimental),
        .. OfCreation("create"),
        new("exec", "--detach-keys", "the process in a terminal ends with its tab, so it is never left behind; --detach starts one that stays"),
        new("exec", "--env-file", NoFiles),
        new("export", "--output", "there are no files of the user on the server; the archive is a download"),
        new("images", "--tree", Experimental),
        new("load", "--input", "there are no files of the user on the server; the archive is an upload"),
        new("network connect", "--link", "on a network of one's own, containers know each other's names without links"),
        new("network inspect", "--verbose", "tells of a swarm's tasks, and there is no swarm here yet"),
        new("pull", "--disable-content-trust", NoTrust),
        new("push", "--disable-content-trust", NoTrust),
        .. OfCreation("run"),
        new("run", "--sig-proxy", NoSignals),
        new("save", "--output", "there are no files of the user on the server; the archive is a download"),
        .. OfClusterVolumes(),
    ];

    private static IEnumerable<LeftOutFlag> OfClusterVolumes() =>
        ((string[])["--availability", "--group", "--limit-bytes", "--required-bytes", "--scope", "--secret", "--sharing", "--topology-preferred", "--topology-required", "--type"])
            .Select(flag => new LeftOutFlag("volume create", flag, ClusterVolumes))
            .Append(new LeftOutFlag("volume ls", "--cluster", ClusterVolumes));

    private static LeftOutFlag[] OfCreation(string verb) =>
    [
        new(verb, "--cidfile", NoFiles),
        new(verb, "--cpu-count", WindowsOnly),
        new(verb, "--cpu-percent", WindowsOnly),
        new(verb, "--disable-content-trust", NoTrust),
        new(verb, "--env-file", NoFiles),
        new(verb, "--io-maxbandwidth", WindowsOnly),
        new(verb, "--io-maxiops", WindowsOnly),
        new(verb, "--isolation", WindowsOnly),
        new(verb, "--label-file", NoFiles),
        new(verb, "--use-api-socket", "gives the container the engine and the credentials of whoever types; experimental"),
    ];
}
