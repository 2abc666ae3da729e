using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>
/// Ends what an exec has started, in its container. The engine can't: so each exec of ours carries a mark in its environment, which its
/// children inherit, and a second exec ends whatever carries it, again and again until nothing does.
/// </summary>
internal static class MarkedProcesses
{
    /// <summary>Name of the variable that is the mark.</summary>
    public const string MarkName = "DASHBOARD_EXEC";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(10);

    // $1 is the mark. Builtins only, no grep and no sed: all that a small image may have is the shell. A zombie has no environment any more.
    private const string EndMarked = """
        n=0
        while [ $n -lt 100 ]; do
          n=$((n+1)) left=
          for p in /proc/[0-9]*; do
            while IFS= read -r l || [ -n "$l" ]; do
              case $l in *"$1"*) left=1; kill -9 "${p#/proc/}"; break;; esac
            done <"$p/environ"
          done 2>/dev/null
          [ -n "$left" ] || exit 0
        done
        exit 1
        """;

    /// <summary>Ends all that carries <paramref name="mark"/>.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="containerId">Where.</param>
    /// <param name="mark">Value of the variable.</param>
    /// <param name="own">Is told of the process that looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether nothing does any more; false also where the image has no shell to look with.</returns>
    /// <exception cref="DockerApiException">The engine refuses.</exception>
    /// <exception cref="OperationCanceledException">The engine does not answer.</exception>
    public static async Task<bool> EndAsync(EngineConnection connection, string containerId, string mark, OwnExecs own, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(connection.Lost, cancellationToken);
        limit.CancelAfter(_limit);
        var exec = connection.Client.Exec;
        try
        {
            var cleaner = await exec.CreateContainerExecAsync(
                containerId,
                new ContainerExecCreateParameters { Cmd = ["/bin/sh", "-c", EndMarked, "sh", $"{MarkName}={mark}"], User = "0", AttachStdout = true, AttachStderr = true },
                limit.Token);
            own.Add(cleaner.ID);
            using var stream = await exec.StartContainerExecAsync(cleaner.ID, new ContainerExecStartParameters(), limit.Token);
            await stream.ReadOutputToEndAsync(limit.Token);
            return await ExitCodeAsync(exec, cleaner.ID, limit.Token) == 0;
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict)
        {
            // The container is gone or stopped, and its processes with it.
            return true;
        }
    }

    // The engine closes the stream a moment before it knows the code.
    private static async Task<long> ExitCodeAsync(IExecOperations exec, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await exec.InspectContainerExecAsync(id, cancellationToken);
            if (!state.Running)
            {
                return state.ExitCode ?? -1;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }
}
