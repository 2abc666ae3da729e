using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Services.Storage;

/// <summary>Secret of the operator's that seals the key ring: 32 bytes, or a passphrase.</summary>
internal sealed class MasterKey
{
    /// <summary>Characters of a passphrase at least.</summary>
    public const int ShortestPassphrase = 16;

    private const int KeySize = 32;

    // As for passwords: OWASP's figure for PBKDF2 with HMAC-SHA512.
    private const int Iterations = 210_000;

    private static readonly byte[] _purpose = "Dashboard key ring"u8.ToArray();

    private readonly byte[] _secret;
    private readonly bool _isPassphrase;

    private MasterKey(string setting, byte[] secret, bool isPassphrase) => (Setting, _secret, _isPassphrase) = (setting, secret, isPassphrase);

    /// <summary>Where it was set, for errors: "Dashboard:MasterKeyFile /run/secrets/key".</summary>
    public string Setting { get; }

    /// <summary>Reads one: 32 bytes in base64, or a passphrase.</summary>
    /// <exception cref="StartupException">It is too short; the message names the setting.</exception>
    public static MasterKey Read(string setting, string text)
    {
        var trimmed = text.Trim();
        var bytes = new byte[KeySize];
        if (trimmed.Length == 44 && Convert.TryFromBase64String(trimmed, bytes, out var written) && written == KeySize)
        {
            return new MasterKey(setting, bytes, isPassphrase: false);
        }

        return trimmed.Length >= ShortestPassphrase
            ? new MasterKey(setting, Encoding.UTF8.GetBytes(trimmed), isPassphrase: true)
            : throw new StartupException(
                $"{setting}: this master key is too short. 32 bytes in base64 (openssl rand -base64 32) are expected, or a passphrase of {ShortestPassphrase} characters or more.");
    }

    /// <summary>The 32 bytes that seal one thing.</summary>
    /// <param name="salt">Random, kept beside what was sealed.</param>
    public byte[] Derive(ReadOnlySpan<byte> salt)
    {
        if (_isPassphrase)
        {
            return Rfc2898DeriveBytes.Pbkdf2(_secret, salt, Iterations, HashAlgorithmName.SHA512, KeySize);
        }

        var key = new byte[KeySize];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, salt, _purpose);
        return key;
    }
}
