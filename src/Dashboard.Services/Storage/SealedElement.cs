using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Dashboard.Services.Storage;

/// <summary>An XML element sealed with a master key: AES-256-GCM, with a key of its own derived by a random salt.</summary>
internal static class SealedElement
{
    private const string Name = "sealedByMasterKey";
    private const int SaltSize = 16;

    /// <summary>Seals <paramref name="plain"/>.</summary>
    public static XElement Seal(XElement plain, MasterKey key)
    {
        var text = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var hidden = new byte[text.Length];
        using var cipher = new AesGcm(key.Derive(salt), tag.Length);
        cipher.Encrypt(nonce, text, hidden, tag, Encoding.UTF8.GetBytes(Name));
        CryptographicOperations.ZeroMemory(text);
        return new XElement(
            Name,
            new XAttribute("salt", Convert.ToBase64String(salt)),
            new XAttribute("nonce", Convert.ToBase64String(nonce)),
            new XAttribute("tag", Convert.ToBase64String(tag)),
            Convert.ToBase64String(hidden));
    }

    /// <summary>Opens what was sealed; null when <paramref name="key"/> is another one, or the text was changed.</summary>
    /// <exception cref="FormatException">It is nothing that was sealed so.</exception>
    public static XElement? Open(XElement hidden, MasterKey key)
    {
        var bytes = Convert.FromBase64String(hidden.Value);
        var plain = new byte[bytes.Length];
        try
        {
            var tag = Part(hidden, "tag");
            using var cipher = new AesGcm(key.Derive(Part(hidden, "salt")), tag.Length);
            cipher.Decrypt(Part(hidden, "nonce"), bytes, tag, plain, Encoding.UTF8.GetBytes(Name));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("this is no sealed key", e);
        }

        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private static byte[] Part(XElement hidden, string name) =>
        Convert.FromBase64String(hidden.Attribute(name)?.Value ?? throw new FormatException($"it has no {name}"));
}
