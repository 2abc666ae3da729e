using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dashboard.Testing;

/// <summary>
/// A real OpenID Connect provider (OpenIddict) on a loopback port: discovery, authorisation code with PKCE enforced, codes that work once.
/// Tests say who is at it, and what its tokens get wrong.
/// </summary>
public sealed class OidcProvider : IAsyncDisposable
{
    /// <summary>What it calls the dashboard.</summary>
    public const string ClientId = "dashboard";

    /// <summary>What it shares with the dashboard.</summary>
    public const string ClientSecret = "not-a-secret-of-anybody";

    // Made once: they take longer than all the rest.
    private static readonly RsaSecurityKey _signingKey = new(RSA.Create(2048)) { KeyId = "test" };
    private static readonly SymmetricSecurityKey _encryptionKey = new(RandomNumberGenerator.GetBytes(32));

    private readonly SqliteConnection _kept;
    private WebApplication? _app;

    private OidcProvider(SqliteConnection kept) => _kept = kept;

    /// <summary>Its issuer URL, without the slash at the end that its tokens have.</summary>
    public Uri Issuer { get; private set; } = null!;

    /// <summary>Who is signed in at it; null says no to the dashboard.</summary>
    public OidcPerson? Person { get; set; }

    /// <summary>Whether it shows a page with a button before it sends anybody back.</summary>
    public bool AsksFirst { get; set; }

    /// <summary>What ID tokens name as their issuer instead.</summary>
    public string? FalseIssuer { get; set; }

    /// <summary>What ID tokens have as their nonce instead.</summary>
    public string? FalseNonce { get; set; }

    /// <summary>The last authorisation request's parameters.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    /// <summary>Starts it.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<OidcProvider> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var kept = new SqliteConnection($"Data Source=oidc-{Guid.NewGuid():N};Mode=Memory;Cache=Shared");
        await kept.OpenAsync(cancellationToken);
        var provider = new OidcProvider(kept);
        provider._app = provider.Build(time);
        await using (var scope = provider._app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync(cancellationToken);
        }

        await provider._app.StartAsync(cancellationToken);
        provider.Issuer = new Uri(provider._app.Urls.Single());
        return provider;
    }

    /// <summary>Makes the dashboard at <paramref name="address"/> a client of its.</summary>
    public async Task RegisterAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientSecret = ClientSecret,
                RedirectUris = { new Uri(address, "/sign-in/provider/callback") },
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.GrantTypes.AuthorizationCode,
                    Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, $"{Permissions.Prefixes.Scope}groups",
                },
            },
            cancellationToken);
    }

    /// <summary>The dashboard's settings for it.</summary>
    public Dictionary<string, string> Settings(params (string Group, string Role)[] roles)
    {
        var settings = new Dictionary<string, string>
        {
            ["Dashboard:Oidc:Authority"] = Issuer.OriginalString,
            ["Dashboard:Oidc:ClientId"] = ClientId,
            ["Dashboard:Oidc:ClientSecret"] = ClientSecret,
            ["Dashboard:Oidc:DisplayName"] = "Test ID",
            ["Dashboard:Oidc:Scopes:0"] = "profile",
            ["Dashboard:Oidc:Scopes:1"] = "groups",
        };
        foreach (var ((group, role), n) in roles.Select((r, n) => (r, n)))
        {
            settings[$"Dashboard:Oidc:GroupRoles:{n}:Group"] = group;
            settings[$"Dashboard:Oidc:GroupRoles:{n}:Role"] = role;
        }

        return settings;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _kept.DisposeAsync();
    }

    private WebApplication Build(TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddAuthentication();
        builder.Services.AddDbContext<DbContext>(options => options.UseSqlite(_kept.ConnectionString).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(server =>
            {
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.RegisterScopes(Scopes.Profile, "groups");
                server.AddEncryptionKey(_encryptionKey).AddSigningKey(_signingKey);
                server.Configure(options => options.TimeProvider = time);
                server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
                server.AddEventHandler<OpenIddictServerEvents.ProcessSignInContext>(meddle => meddle
                    .UseInlineHandler(Meddle).SetOrder(OpenIddictServerHandlers.GenerateIdentityToken.Descriptor.Order - 1));
            });
        var app = builder.Build();
        app.UseAuthentication();
        app.Map("/connect/authorize", Authorize);
        return app;
    }

    private ValueTask Meddle(OpenIddictServerEvents.ProcessSignInContext context)
    {
        if (FalseIssuer is not null)
        {
            context.IdentityTokenPrincipal?.SetClaim(Claims.Private.Issuer, FalseIssuer);
        }

        if (FalseNonce is not null)
        {
            context.IdentityTokenPrincipal?.SetClaim(Claims.Nonce, FalseNonce);
        }

        return default;
    }

    private IResult Authorize(HttpContext http)
    {
        Asked = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This is no authorisation request.");
        if (Person is not { } person)
        {
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        if (AsksFirst && !http.Request.Query.ContainsKey("asked"))
        {
            var next = System.Net.WebUtility.HtmlEncode($"{http.Request.Path}{http.Request.QueryString}&asked=1");
            return Results.Content($"<!DOCTYPE html><title>Test ID</title><a id=\"continue\" href=\"{next}\">Continue</a>", "text/html");
        }

        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject).SetClaim(Claims.PreferredUsername, person.Name).SetClaim(Claims.Email, person.Email);
        identity.SetClaims("groups", [.. person.Groups]);
        identity.SetScopes(Asked.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
