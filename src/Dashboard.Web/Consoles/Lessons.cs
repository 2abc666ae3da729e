namespace Dashboard.Web.Consoles;

/// <summary>A part of the learning page; its words are in the resources, by its key.</summary>
/// <param name="Key">e.g. "Run".</param>
/// <param name="Examples">Lines to try.</param>
public sealed record Lesson(string Key, IReadOnlyList<Example> Examples);

/// <summary>A line to try.</summary>
/// <param name="Key">Of its words.</param>
/// <param name="Line">The line, which can be run as it is.</param>
/// <param name="Flags">The flags in it that are explained, as they stand there.</param>
public sealed record Example(string Key, string Line, params IReadOnlyList<string> Flags)
{
    /// <summary>The word after docker.</summary>
    public string Verb => Line.Split(' ')[1];
}

/// <summary>The learning page, in the order shown. The lines go with the containers of <c>./run.sh --demo</c>, whose image is there already.</summary>
public static class Lessons
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("Image",
        [
            new("Images", "docker images"),
            new("History", "docker history busybox"),
        ]),
        new("Container",
        [
            new("Ps", "docker ps"),
            new("PsAll", "docker ps -a", "-a"),
            new("Inspect", "docker inspect -f '{{.State.Status}}' learn-web", "-f"),
        ]),
        new("Run",
        [
            new("Run", "docker run -d -p 8081:80 -v learn-data:/data -e COLOR=blue --name learn-web busybox sleep 3600", "-d", "-p", "-v", "-e", "--name"),
            new("RunInteractive", "docker run -it --rm busybox sh", "-it", "--rm"),
            new("RunLimits", "docker run -d --name learn-small --memory 64m --cpus 0.5 busybox sleep 3600", "--memory", "--cpus"),
        ]),
        new("Watch",
        [
            new("Logs", "docker logs -f --tail 100 learn-web", "-f", "--tail"),
            new("Exec", "docker exec -it learn-web sh", "-it"),
            new("Stats", "docker stats --no-stream", "--no-stream"),
        ]),
        new("Stop",
        [
            new("Stop", "docker stop -t 1 learn-web learn-small", "-t"),
            new("Rm", "docker rm learn-web learn-small"),
            new("RmAll", "docker rm $(docker ps -aq --filter name=learn- --filter status=exited)"),
        ]),
        new("Registry",
        [
            new("Pull", "docker pull busybox:latest"),
            new("Rmi", "docker rmi busybox:learn busybox:old"),
        ]),
        new("Dockerfile", []),
    ];
}
