using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Services.Storage;

/// <summary>Opens keys of the key ring with the master keys of the settings; made by the framework, which finds its name in the key's file.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        services.GetRequiredService<MasterKeys>().All.Select(k => SealedElement.Open(encryptedElement, k)).FirstOrDefault(opened => opened is not null)
        ?? throw new CryptographicException("No master key of the settings opens this key.");
}
