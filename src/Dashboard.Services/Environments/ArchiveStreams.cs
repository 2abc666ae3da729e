using System.Buffers;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Environments;

/// <summary>Moves archives between the engine and a caller: never kept, their entries never written here, ended with the caller or the engine.</summary>
internal static class ArchiveStreams
{
    // A kilobyte of garbage comes with each piece, whatever its size.
    private const int Piece = 256 * 1024;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Copies the answer of a GET to <paramref name="output"/>; nothing is written before the engine has agreed.</summary>
    public static async Task DownloadAsync(EngineConnection connection, string pathAndQuery, Stream output, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            // The client library's own stream hands on a few KB at a time, each with garbage of its own.
            using var engine = await EngineSocket.GetAsync(connection, pathAndQuery, stop.Token);
            while (true)
            {
                await engine.WaitAsync(stop.Token);
                if (Gather(engine, buffer) is not (> 0 and var length))
                {
                    break;
                }

                await output.WriteAsync(buffer.AsMemory(0, length), stop.Token);
            }

            // A body without a length ends, too, where it is cut off.
            stop.Token.ThrowIfCancellationRequested();
            await output.FlushAsync(stop.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is IOException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Fills <paramref name="buffer"/> with what comes without a pause; 0 at the end.</summary>
    private static int Gather(EngineSocket engine, byte[] buffer)
    {
        var length = 0;
        int read;
        do
        {
            read = engine.Body.Read(buffer.AsSpan(length));
            length += read;
        }
        while (read > 0 && length < buffer.Length && engine.Wait(_pause));
        return length;
    }

    /// <summary>PUTs <paramref name="input"/> as it comes in.</summary>
    public static async Task UploadAsync(EngineConnection connection, string pathAndQuery, Stream input, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Lost);
        await using var source = new CallersStream(await PlainArchive.OpenAsync(input, cancellationToken));
        try
        {
            using var body = new StreamContent(source);
            body.Headers.ContentType = new("application/x-tar");
            using var answer = await connection.Http.SendAsync(HttpMethod.Put, pathAndQuery, body, stop.Token);
        }
        catch (Exception e) when (source.Error is { } error && e is (HttpRequestException or IOException or EngineErrorException))
        {
            throw new EngineErrorException(error, e);
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
