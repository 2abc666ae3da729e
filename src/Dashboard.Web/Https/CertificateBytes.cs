namespace Dashboard.Web.Https;

/// <summary>What the operator's certificate files held at one moment.</summary>
/// <param name="Certificate">PEM or PFX.</param>
/// <param name="Key">PEM; null when it is with the certificate.</param>
/// <param name="Password">Of the key; null when it has none.</param>
internal sealed record CertificateBytes(byte[] Certificate, byte[]? Key, string? Password)
{
    /// <summary>Whether both moments were the same.</summary>
    public bool Equals(CertificateBytes? other) => other is not null && Certificate.AsSpan().SequenceEqual(other.Certificate)
        && (Key ?? []).AsSpan().SequenceEqual(other.Key ?? []) && Password == other.Password;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Certificate.Length, Key?.Length, Password);
}
