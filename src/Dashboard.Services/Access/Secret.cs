using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Services.Access;

/// <summary>Random secrets that are handed out once and kept only as a hash.</summary>
internal static class Secret
{
    /// <summary>What API tokens begin with, so that scanners can find leaked ones.</summary>
    public const string TokenPrefix = "dsh_";

    /// <summary>A fresh secret of <paramref name="bytes"/> random bytes, in URL-safe letters.</summary>
    public static string Create(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>SHA-256 in hex. Plain SHA-256 will do: the input has 256 random bits, nothing to guess.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in a time that tells nothing of where, or whether, the two differ.</summary>
    public static bool Matches(string given, string expected) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
