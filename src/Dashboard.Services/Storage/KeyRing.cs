using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Storage;

/// <summary>
/// The key ring on disk at start: finds out whether the master key opens it before the framework does, which would pass over what it can't open
/// and make new keys; and seals with it what is in clear or was sealed with an older one. Nothing is written unless all of it can be opened.
/// </summary>
internal sealed partial class KeyRing(DataDirectory directory, MasterKeys masters, ILogger<KeyRing> logger)
{
    private static readonly XNamespace _space = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Checks every key, and seals anew those that need it.</summary>
    /// <exception cref="StartupException">A key is sealed and no master key opens it, or its file can't be read or written.</exception>
    public void Prepare()
    {
        var all = masters.All;
        var changed = new List<(string File, XDocument Key)>();
        foreach (var file in Directory.EnumerateFiles(directory.KeyDirectory, "*.xml").Order(StringComparer.Ordinal))
        {
            try
            {
                var key = XDocument.Load(file);
                if (Seal(file, key, all))
                {
                    changed.Add((file, key));
                }
            }
            catch (Exception e) when (e is XmlException or FormatException or IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"Key {file}: can't be read: {e.Message}", e);
            }
        }

        foreach (var (file, key) in changed)
        {
            try
            {
                DataDirectory.WritePrivate(file, key.ToString());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"Key {file}: can't be sealed: {e.Message}", e);
            }
        }

        if (changed.Count > 0)
        {
            LogSealed(changed.Count, masters.Current!.Setting);
        }
    }

    // Whether it was changed.
    private bool Seal(string file, XDocument key, IReadOnlyList<MasterKey> all)
    {
        var isChanged = false;
        foreach (var secret in key.Descendants(_space + "encryptedSecret").ToList())
        {
            if (secret.Attribute("decryptorType")?.Value.StartsWith($"{typeof(MasterKeyDecryptor).FullName},", StringComparison.Ordinal) != true)
            {
                continue;
            }

            var hidden = secret.Elements().Single();
            if (masters.Current is { } current && SealedElement.Open(hidden, current) is not null)
            {
                continue;
            }

            var opened = all.Select(k => SealedElement.Open(hidden, k)).FirstOrDefault(o => o is not null) ?? throw Refusal(file, all);
            if (masters.Current is { } next)
            {
                secret.ReplaceWith(Sealed(opened, next));
                isChanged = true;
            }
        }

        if (masters.Current is { } master)
        {
            foreach (var plain in key.Descendants().Where(e => (bool?)e.Attribute(_space + "requiresEncryption") == true).ToList())
            {
                plain.ReplaceWith(Sealed(plain, master));
                isChanged = true;
            }
        }

        return isChanged;
    }

    private static XElement Sealed(XElement plain, MasterKey key) => new(
        _space + "encryptedSecret", new XAttribute("decryptorType", typeof(MasterKeyDecryptor).AssemblyQualifiedName!), SealedElement.Seal(plain, key));

    private static StartupException Refusal(string file, IReadOnlyList<MasterKey> all) => new(all.Count == 0
        ? $"Key {file}: it is sealed with a master key, and none is set. Set Dashboard:MasterKeyFile (or Dashboard:MasterKey) to the one that it was sealed with. Nothing was changed."
        : $"{string.Join(", ", all.Select(k => k.Setting))}: {(all.Count == 1 ? "this master key does" : "these master keys do")} not open {file}. "
            + "If it was changed, name the one before in Dashboard:OldMasterKeyFiles. Nothing was changed.");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} keys of the key ring were sealed with {Setting}. A backup from before may hold them in clear, or under the old key.")]
    private partial void LogSealed(int count, string setting);
}
