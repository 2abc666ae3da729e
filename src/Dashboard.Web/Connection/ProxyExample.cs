namespace Dashboard.Web.Connection;

/// <summary>What to write in a proxy's configuration: it takes TLS and sets its headers anew, whatever a client sent.</summary>
/// <param name="Proxy">Its name.</param>
/// <param name="Text">Its configuration.</param>
internal sealed record ProxyExample(string Proxy, string Text)
{
    /// <summary>Of the usual ones.</summary>
    /// <param name="host">The name that browsers use.</param>
    /// <param name="upstream">Where we listen, e.g. "http://127.0.0.1:8080".</param>
    public static IReadOnlyList<ProxyExample> All(string host, string upstream) =>
        [new("nginx", Nginx(host, upstream)), new("Caddy", Caddy(host, upstream)), new("Traefik", Traefik(host, upstream))];

    private static bool IsSecure(string upstream) => upstream.StartsWith("https:", StringComparison.Ordinal);

    // The read timeout is how long a terminal or a log may be silent. X-Forwarded-For is set, not added to.
    private static string Nginx(string host, string upstream) =>
        $$"""
          map $http_upgrade $connection_upgrade { default upgrade; '' close; }
          server {
              listen 443 ssl;
              server_name {{host}};
              # ssl_certificate …; ssl_certificate_key …;
              location / {
                  proxy_pass {{upstream}};
                  proxy_http_version 1.1;
                  proxy_set_header Host $http_host;
                  proxy_set_header X-Forwarded-For $remote_addr;
                  proxy_set_header X-Forwarded-Proto $scheme;
                  proxy_set_header X-Forwarded-Host $http_host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection $connection_upgrade;
                  proxy_read_timeout 1h;
                  proxy_buffering off;
              }
          }
          """;

    private static string Caddy(string host, string upstream) => IsSecure(upstream)
        ? $$"""
            {{host}} {
                reverse_proxy {{upstream}} {
                    transport http {
                        tls_insecure_skip_verify
                    }
                }
            }
            """
        : $$"""
            {{host}} {
                reverse_proxy {{upstream}}
            }
            """;

    private static string Traefik(string host, string upstream) =>
        $$"""
          http:
            routers:
              dashboard:
                rule: Host(`{{host}}`)
                entryPoints: [websecure]
                tls: {}
                service: dashboard
            services:
              dashboard:
                loadBalancer:
                  servers:
                    - url: {{upstream}}
          """ + (IsSecure(upstream)
            ? """

                    serversTransport: self-made
              serversTransports:
                self-made:
                  insecureSkipVerify: true
              """
            : "");
}
