namespace Dashboard.Services;

/// <summary>The certificate for <c>https://</c> addresses; without one the dashboard makes its own, in the data directory.</summary>
public sealed class HttpsOptions
{
    /// <summary>
    /// PEM file with the certificate and those of its issuers, or a PFX file with its key; read again when it changes. Unless set, a certificate is
    /// made at the first start.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the private key; unless set, it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Password of the PFX file or of the PEM key, if it has one.</summary>
    public string? Password { get; set; }

    /// <summary>File whose first line is that password.</summary>
    public string? PasswordFile { get; set; }
}
