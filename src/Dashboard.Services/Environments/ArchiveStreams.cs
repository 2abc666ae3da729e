using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>Archives between the engine and a caller: never kept, never unpacked here, ended with the caller or the engine.</summary>
internal static class ArchiveStreams
{
    // Below what the runtime puts on its heap of large objects.
    private const int Piece = 64 * 1024;

    /// <summary>Copies the answer of a GET to <paramref name="output"/>; nothing is written before the engine has agreed.</summary>
    public static async Task DownloadAsync(EngineConnection connection, string pathAndQuery, Stream output, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        try
        {
            await using var body = await connection.Http.OpenAsync(pathAndQuery, stop.Token);
            // Not by CopyToAsync, which hands on what the client's own small buffer holds: a gigabyte is a quarter of a million pieces then, each with garbage of its own.
            var buffer = new byte[Piece];
            int read;
            while ((read = await body.ReadAsync(buffer, stop.Token)) > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }

            await output.FlushAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost();
        }
    }

    /// <summary>PUTs <paramref name="input"/> as it comes in.</summary>
    public static async Task UploadAsync(EngineConnection connection, string pathAndQuery, Stream input, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        await using var source = new CallersStream(input);
        try
        {
            using var body = new StreamContent(source);
            body.Headers.ContentType = new("application/x-tar");
            using var answer = await connection.Http.SendAsync(HttpMethod.Put, pathAndQuery, body, stop.Token);
        }
        catch (Exception e) when (source.Failure is not (null or OperationCanceledException) && e is (HttpRequestException or IOException))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"The upload broke off: {source.Failure!.Message}"), e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost();
        }
    }

    /// <summary>The answer to somebody who has no side that an archive could go to or come from.</summary>
    public static CommandResult Nowhere(string what)
    {
        var words = $"{what} moves a tar archive, and there is no stream for it here: use the archive endpoints of the API";
        return CommandResult.Wrong(words);
    }

    private static EngineErrorException Lost() => new(new EngineError(EngineErrorKind.Unreachable, "The engine was lost in the middle of an archive."));
}
