using System.Text.Json;
using Dashboard.Services.Environments;
using Docker.DotNet;

namespace Dashboard.Services.Containers;

/// <summary>What the engine tells of a path in a container before its archive is asked for.</summary>
/// <param name="Mode">Go's os.FileMode.</param>
/// <param name="LinkTarget">Where a symbolic link leads, resolved in the container; "" for anything else.</param>
internal sealed record PathStat(uint Mode, string LinkTarget)
{
    private const string Header = "X-Docker-Container-Path-Stat";
    private const uint DirectoryBit = 1u << 31;
    private const uint LinkBit = 1u << 27;

    // os.ModeType: directory, symlink, named pipe, socket, device, character device, irregular.
    private const uint TypeBits = DirectoryBit | LinkBit | 1u << 25 | 1u << 24 | 1u << 26 | 1u << 21 | 1u << 19;

    public bool IsDirectory => (Mode & DirectoryBit) != 0;

    public bool IsLink => (Mode & LinkBit) != 0;

    public bool IsFile => (Mode & TypeBits) == 0;

    /// <summary>Null when there is no such path.</summary>
    public static async Task<PathStat?> ReadAsync(EngineConnection connection, string containerId, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await connection.Http.SendAsync(
                HttpMethod.Head, $"/containers/{containerId}/archive?path={Uri.EscapeDataString(path)}", body: null, cancellationToken);
            // {"name":"x","size":3,"mode":420,"mtime":"…","linkTarget":""}, in base64
            if (!answer.Headers.TryGetValues(Header, out var told))
            {
                throw new IOException("The engine told nothing of the path.");
            }

            using var json = JsonDocument.Parse(Convert.FromBase64String(told.First()));
            return new PathStat(json.RootElement.GetProperty("mode").GetUInt32(), json.RootElement.GetProperty("linkTarget").GetString() ?? "");
        }
        catch (DockerApiException e) when (e.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.BadRequest)
        {
            return null;
        }
    }
}
