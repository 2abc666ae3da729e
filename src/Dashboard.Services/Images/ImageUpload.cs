using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Images;

/// <summary>Archives that go to the engine as they come in, and what it tells of them.</summary>
internal static class ImageUpload
{
    /// <summary>POSTs <paramref name="input"/>; never kept; a compressed one is decompressed on the way.</summary>
    /// <returns>The engine's failure; null when there was none.</returns>
    /// <exception cref="EngineErrorException">Invalid: the caller broke off.</exception>
    public static async Task<CommandResult?> RunAsync(
        EngineReport report, string path, Stream input, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        await using var source = new CallersStream(await PlainArchive.OpenAsync(input, cancellationToken));
        using var body = new StreamContent(source);
        body.Headers.ContentType = new("application/x-tar");
        try
        {
            return await report.RunAsync(HttpMethod.Post, path, body, headers, cancellationToken);
        }
        catch (Exception e) when (source.Error is { } error && e is (HttpRequestException or IOException or EngineErrorException))
        {
            throw new EngineErrorException(error, e);
        }
    }
}
