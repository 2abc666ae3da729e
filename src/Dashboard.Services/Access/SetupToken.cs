using Dashboard.Services.Storage;

namespace Dashboard.Services.Access;

/// <summary>
/// The one-time token that makes its holder the first administrator: 128 random bits, in a file that only the program's
/// owner can read. There is one only while there is no account.
/// </summary>
public sealed class SetupToken(DataDirectory directory) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>The token; null when the dashboard is set up.</summary>
    public string? Value { get; private set; }

    /// <summary>Makes a token and writes its file.</summary>
    /// <exception cref="StartupException">The file can't be written.</exception>
    public void Issue()
    {
        var token = Secret.Create(16);
        try
        {
            DataDirectory.WritePrivate(directory.SetupTokenFile, token + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Setup token {directory.SetupTokenFile}: can't be written: {e.Message}", e);
        }

        Value = token;
    }

    /// <summary>Whether <paramref name="given"/> is the token.</summary>
    public bool Matches(string? given) => Value is { } token && given is not null && Secret.Matches(given, token);

    /// <summary>Makes every token void and removes the file, if there is one.</summary>
    /// <exception cref="IOException">The file can't be removed; the token is void all the same.</exception>
    public void Withdraw()
    {
        Value = null;
        File.Delete(directory.SetupTokenFile);
    }

    /// <summary>Lets one use of the token happen at a time.</summary>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Leave(_gate);
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private sealed class Leave(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
