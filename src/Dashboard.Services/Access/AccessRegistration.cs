using Dashboard.Services.Access.Policy;
using Dashboard.Services.Access.Protection;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Services.Access;

/// <summary>The services of row Access.</summary>
internal static class AccessRegistration
{
    /// <summary>PBKDF2 with HMAC-SHA512; the figure that OWASP asks for.</summary>
    public const int PasswordIterations = 210_000;

    public static void AddAccess(this IServiceCollection services)
    {
        services.AddIdentityCore<DashboardUser>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                identity.User.AllowedUserNameCharacters = "";
                identity.Password.RequiredLength = 12;
                identity.Password.RequiredUniqueChars = 0;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<DashboardDbContext>()
            .AddUserValidator<UserNameRules>()
            .AddPasswordValidator<CommonPasswords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordIterations);
        services.AddSingleton<ISessionRegistry, SessionRegistry>();
        services.AddSingleton<IRightsSource, RightsSource>();
        services.AddSingleton<ScopeRules>();
        services.AddSingleton<ICreationPolicy, CreationPolicy>();
        services.AddSingleton<IHostContactRules, HostContactRules>();
        services.AddSingleton<IProtections, Protections>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ApiTokenStore>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<SessionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSweep>());
        services.AddSingleton<DummyPassword>();
        services.AddSingleton<SealedText>();
        services.AddSingleton<TwoFactorStore>();
        services.AddSingleton<SignInEntry>();
        services.AddSingleton<OwnAccount>();
        services.AddSingleton<PasskeyAnswers>();
        services.AddScoped<IPasskeyHandler<DashboardUser>, PasskeyHandler<DashboardUser>>();
        services.AddScoped<Passkeys>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<DashboardOptions>>((passkeys, options) =>
        {
            passkeys.ServerDomain = options.Value.ServerDomain ?? PublicUrl.TryParse(options.Value.PublicUrl)?.Domain;
            // The device asks for a finger, face or PIN: what one has and what one is or knows, so no code is asked for.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.AddScoped<Accounts>();
        services.AddScoped<SignIn>();
        services.AddScoped<FirstSetup>();
        services.AddSingleton<OidcGrants>();
        services.AddHostedService(provider => provider.GetRequiredService<OidcGrants>());
        services.AddScoped<OidcSignIn>();
    }
}
