namespace Dashboard.Services.Environments;

/// <summary>Reads an answer of the engine's that is one thing, and so has an end, into memory.</summary>
internal static class WholeAnswer
{
    /// <summary>Longest answer, in bytes: a hundred times what an engine says of one thing.</summary>
    public const int Longest = 32 * 1024 * 1024;

    /// <summary>Reads all of it.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    /// <exception cref="IOException">It breaks off.</exception>
    public static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[32 * 1024];
        int read;
        while ((read = await body.ReadAsync(piece, cancellationToken)) > 0)
        {
            if (bytes.Length + read > Longest)
            {
                throw new InvalidDataException($"it is longer than {Longest / (1024 * 1024)} MB.");
            }

            bytes.Write(piece, 0, read);
        }

        return bytes.ToArray();
    }
}
