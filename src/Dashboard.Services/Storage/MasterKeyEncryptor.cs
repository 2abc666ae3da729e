using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Dashboard.Services.Storage;

/// <summary>Seals new keys of the key ring with the master key.</summary>
internal sealed class MasterKeyEncryptor(MasterKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedElement.Seal(plaintextElement, key), typeof(MasterKeyDecryptor));
}
