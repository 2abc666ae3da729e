using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Services.Access;

/// <summary>
/// Text that a browser carries for us between two requests and can neither read nor change; it is void after a while, by
/// the program's own clock. So strangers fill no memory by beginning what they do not end.
/// </summary>
public sealed class SealedText(IDataProtectionProvider protection, TimeProvider time)
{
    private const int Longest = 16_384;

    /// <summary>Seals <paramref name="text"/> for one purpose.</summary>
    public string Seal(string purpose, string text, TimeSpan lifetime)
    {
        var until = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return Protector(purpose).Protect($"{until} {text}");
    }

    /// <summary>What was sealed for the same purpose; null when it was changed, made elsewhere, or is too old.</summary>
    public string? Open(string purpose, string? seal)
    {
        if (string.IsNullOrEmpty(seal) || seal.Length > Longest)
        {
            return null;
        }

        try
        {
            var parts = Protector(purpose).Unprotect(seal).Split(' ', 2);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeMilliseconds() ? parts[1] : null;
        }
        catch (CryptographicException)
        {
            // Changed, or sealed with a key that is gone: the same as never sealed.
            return null;
        }
    }

    private IDataProtector Protector(string purpose) => protection.CreateProtector("Dashboard.Access.SealedText", purpose);
}
