using Dashboard.Services;
using Dashboard.Services.Storage;
using Dashboard.Web.Cli;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Https;

/// <summary>HTTPS with one certificate for all addresses, and no plain HTTP but where it is safe or allowed.</summary>
internal static class HttpsRegistration
{
    /// <summary>Adds it.</summary>
    public static void AddDashboardHttps(this IServiceCollection services)
    {
        services.AddSingleton<SelfMadeCertificate>();
        services.AddSingleton<ServerCertificate>();
        services.AddHostedService<CertificateWatch>();
        services.AddOptions<KestrelServerOptions>().Configure<ServerCertificate>((kestrel, certificate) => kestrel.ConfigureHttpsDefaults(https =>
        {
            // Kestrel wants to know at start that there is one; each handshake takes the context, which brings the issuers along.
            https.ServerCertificateSelector = (_, _) => certificate.Current?.Leaf;
            https.OnAuthenticate = (_, tls) =>
            {
                tls.ServerCertificateSelectionCallback = null;
                tls.ServerCertificateContext = certificate.Context;
            };
        }));
    }

    /// <summary>Looks at where the program is to listen, and gets the certificate that it takes.</summary>
    /// <exception cref="StartupException">An address is refused, or there is no certificate: all that is wrong, at once.</exception>
    public static void PrepareHttps(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value;
        var addresses = ListeningAddress.All(app.Configuration);
        var errors = ListeningAddress.CertificateKeys(app.Configuration)
            .Select(key => $"{key}: certificates are given in Dashboard:Https, one for all addresses").ToList();
        if (!options.AllowInsecure)
        {
            errors.AddRange(PlainHttp.Refusals(addresses));
        }

        var secure = addresses.Where(a => a.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase)).ToList();
        if (secure.Count > 0)
        {
            try
            {
                app.Services.GetRequiredService<DataDirectory>().Prepare();
                app.Services.GetRequiredService<ServerCertificate>().Prepare(CertificateNames.Of(secure, PublicUrl.TryParse(options.PublicUrl)));
            }
            catch (StartupException e)
            {
                errors.AddRange(e.Lines);
            }
        }

        if (errors.Count > 0)
        {
            throw new StartupException(errors);
        }
    }
}
