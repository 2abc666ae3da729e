using System.Buffers;
using System.Security.Cryptography;
using Dashboard.Services.Environments;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers.Files;

/// <summary>
/// Lists a folder of a running container with the container's own <c>find</c> and <c>stat</c>: 0.1 to 0.3 s whatever is below it (measured;
/// an archive of the same root took 10 s), and 8 s for 100,000 names. They run as the container's user and are searched for in the system's
/// folders only. They may be missing, may not read the folder, or may lie; then there is the archive.
/// </summary>
internal static class ExecListing
{
    private const int MostBytes = 96 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Lists <paramref name="path"/>.</summary>
    /// <returns>Null when the container's tools don't tell.</returns>
    public static async Task<FileListing?> ReadAsync(
        EngineConnection connection, string containerId, ContainerPath path, OwnExecs own, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        stop.CancelAfter(Limit);
        var mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        try
        {
            var exec = connection.Client.Exec;
            var created = await exec.CreateContainerExecAsync(
                containerId,
                new ContainerExecCreateParameters
                {
                    Cmd = [.. StatLines.Command(path, mark)],
                    // As the container's own user: what root may see is left to the archive.
                    Env = [StatLines.QuotingStyle, StatLines.SearchPath],
                    AttachStdout = true,
                    AttachStderr = true,
                },
                stop.Token);
            own.Add(created.ID);
            using var stream = await exec.StartContainerExecAsync(created.ID, new ContainerExecStartParameters(), stop.Token);
            var output = await ReadAsync(stream, stop.Token);
            if (output is null || await ExitCodeAsync(exec, created.ID, stop.Token) != 0 || StatLines.Read(output.WrittenSpan, path, mark) is not { } entries)
            {
                return null;
            }

            return entries.Count > ArchiveListing.MostEntries
                ? new FileListing(ArchiveListing.Sorted(entries.Take(ArchiveListing.MostEntries)), ListingCut.Count, output.WrittenCount)
                : new FileListing(ArchiveListing.Sorted(entries), ListingCut.None, output.WrittenCount);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !connection.Lost.IsCancellationRequested)
        {
            return null;
        }
        catch (DockerApiException)
        {
            // No such program, or the container has stopped since.
            return null;
        }
    }

    private static async Task<ArrayBufferWriter<byte>?> ReadAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>();
        var buffer = new byte[64 * 1024];
        MultiplexedStream.ReadResult read;
        while (!(read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken)).EOF)
        {
            if (read.Target == MultiplexedStream.TargetStream.StandardOut)
            {
                output.Write(buffer.AsSpan(0, read.Count));
            }

            if (output.WrittenCount > MostBytes)
            {
                return null;
            }
        }

        return output;
    }

    // The engine closes the stream a moment before it knows the code.
    private static async Task<long> ExitCodeAsync(IExecOperations exec, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await exec.InspectContainerExecAsync(id, cancellationToken);
            if (!state.Running)
            {
                return state.ExitCode ?? 0;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
    }
}
