using Dashboard.Services.Access;

namespace Dashboard.Web.Tests.Access;

/// <summary>What the rights matrix knows of each docker verb.</summary>
internal static class CommandTable
{
    /// <summary>The right that each verb needs; a verb that is not here fails the build.</summary>
    public static readonly IReadOnlyDictionary<string, Right> Rights = new Dictionary<string, Right>
    {
        ["attach"] = Right.Exec,
        ["build"] = Right.Create,
        ["commit"] = Right.Create | Right.ReadFiles,
        ["container inspect"] = Right.View,
        ["container prune"] = Right.Remove,
        ["container protect"] = Right.Remove,
        ["container recreate"] = Right.Create | Right.Remove | Right.Operate,
        ["container unprotect"] = Right.Remove,
        ["cp"] = Right.ReadFiles,
        ["create"] = Right.Create,
        ["diff"] = Right.ReadFiles,
        ["exec"] = Right.Exec,
        ["export"] = Right.ReadFiles,
        ["history"] = Right.View,
        ["image inspect"] = Right.View,
        ["image prune"] = Right.Remove,
        ["images"] = Right.View,
        ["import"] = Right.Create,
        ["inspect"] = Right.View,
        ["kill"] = Right.Stop,
        ["load"] = Right.Create,
        ["login"] = Right.Manage,
        ["logout"] = Right.Manage,
        ["logs"] = Right.Logs,
        ["network connect"] = Right.Create,
        ["network create"] = Right.Create,
        ["network disconnect"] = Right.Create,
        ["network inspect"] = Right.View,
        ["network ls"] = Right.View,
        ["network prune"] = Right.Remove,
        ["network rm"] = Right.Remove,
        ["pause"] = Right.Stop,
        ["port"] = Right.View,
        ["ps"] = Right.View,
        ["pull"] = Right.Create,
        ["push"] = Right.Create | Right.ReadFiles,
        ["rename"] = Right.Create,
        ["restart"] = Right.Restart,
        ["rm"] = Right.Remove,
        ["rmi"] = Right.Remove,
        ["run"] = Right.Create,
        ["save"] = Right.ReadFiles,
        ["search"] = Right.View,
        ["start"] = Right.Restart,
        ["stats"] = Right.View,
        ["stop"] = Right.Stop,
        ["system df"] = Right.View,
        ["tag"] = Right.Create,
        ["top"] = Right.View,
        ["unpause"] = Right.Stop,
        ["update"] = Right.Create,
        ["volume create"] = Right.Create,
        ["volume inspect"] = Right.View,
        ["volume ls"] = Right.View,
        ["volume prune"] = Right.Remove,
        ["volume rm"] = Right.Remove,
        ["wait"] = Right.View,
    };

    /// <summary>Of whatever the actor can see, named by nobody, or of what is yet to be made: they have tests of their own.</summary>
    public static readonly string[] Unnamed = ["container prune", "create", "ps", "run", .. Things, .. Images];

    /// <summary>Of volumes, networks and the engine itself: they have a matrix of their own.</summary>
    public static IEnumerable<string> Things => Rights.Keys.Where(v => v.Split(' ')[0] is "network" or "system" or "volume");

    /// <summary>Of images and registries, which are the engine's and not a stack's.</summary>
    public static IEnumerable<string> Images =>
    [
        "build", "history", "image inspect", "image prune", "images", "import", "load", "login", "logout", "pull", "push", "rmi", "save", "search", "tag",
    ];

    /// <summary>They look at what the resolver has already asked for, or need a stream to act: the engine is asked for nothing that counts.</summary>
    public static readonly string[] Quiet = ["container inspect", "container protect", "container unprotect", "cp", "export", "inspect", "port"];

    /// <summary>The shortest line of a verb that acts on <paramref name="target"/>.</summary>
    public static string Line(string verb, string target) => verb switch
    {
        "container prune" => "docker container prune -f",
        "container recreate" => $"docker container recreate --label com.docker.compose.project=shop {target} busybox",
        "network connect" or "network disconnect" => $"docker {verb} {target} {target}",
        "network ls" or "system df" or "volume ls" => $"docker {verb}",
        "network prune" or "volume prune" => $"docker {verb} -f",
        "build" => "docker build -",
        "cp" => $"docker cp {target}:/etc -",
        "exec" => $"docker exec {target} true",
        "image prune" => "docker image prune -f",
        "images" => "docker images",
        "import" => "docker import -",
        "load" => "docker load",
        "login" => "docker login -u kim -p secret",
        "logout" => "docker logout",
        "ps" => "docker ps",
        "pull" => "docker pull fresh",
        "rename" => $"docker rename {target} {target}-2",
        "stats" => $"docker stats --no-stream {target}",
        "tag" => $"docker tag {target} {target}:2",
        "update" => $"docker update --cpus 1 {target}",
        _ => $"docker {verb} {target}",
    };
}
