using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Services.Access;

/// <summary>Time-based one-time codes of RFC 6238: SHA-1, 30 s and 6 digits, which is what every authenticator app speaks.</summary>
public static class Totp
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int KeyBytes = 20;
    private const int StepSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A fresh key of 160 bits, in base 32.</summary>
    public static string CreateKey() => ToBase32(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>What an authenticator app reads from a QR code.</summary>
    public static string Link(string key, string issuer, string account) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}"
        + $"?secret={key}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";

    /// <summary>The code of <paramref name="key"/> at a time.</summary>
    public static string CodeAt(string key, DateTimeOffset time) => Code(FromBase32(key), StepAt(time), Digits);

    /// <summary>The step that <paramref name="code"/> belongs to, of the one now and its neighbours; null when it is wrong.</summary>
    internal static long? FindStep(string key, string code, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(Normalize(code));
        var bytes = FromBase32(key);
        long? found = null;
        // Every step is tried, so that the time tells nothing of which one was right.
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Code(bytes, step, Digits))))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The code of one step; public vectors have eight digits.</summary>
    internal static string Code(byte[] key, long step, int digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC with SHA-1 is what the RFC names and the apps speak; it is not broken as a MAC.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    internal static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>Without the spaces and dashes that people and apps put into codes.</summary>
    internal static string Normalize(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c) && c != '-'));

    internal static string ToBase32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        int buffer = 0, bits = 0;
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if ((bits += 5) >= 8)
            {
                bytes.Add((byte)(buffer >> (bits -= 8)));
                buffer &= (1 << bits) - 1;
            }
        }

        return [.. bytes];
    }
}
