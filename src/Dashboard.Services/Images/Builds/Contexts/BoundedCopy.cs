using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>Copies that end with an error where there is more than there may be.</summary>
internal static class BoundedCopy
{
    /// <summary>Copies all of <paramref name="from"/>.</summary>
    /// <exception cref="EngineErrorException">Invalid: it is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<long> RunAsync(Stream from, Stream to, long most, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        var total = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            total += read;
            if (total > most)
            {
                throw TooLarge(most);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return total;
    }

    /// <summary>What is told of a context of more than <paramref name="most"/> bytes.</summary>
    public static EngineErrorException TooLarge(long most) => new(new EngineError(
        EngineErrorKind.Invalid, $"The context is larger than {most / (1024 * 1024)} MB. Leave out what the build does not need with {IgnoreFile.Name}, or raise Dashboard:Builds:ContextMegabytes."));
}
