using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access.Registries;

/// <summary>
/// The accounts that engines show to registries. A team shares them: who may pull here pulls with them, but only <c>docker login</c> writes
/// one, and nobody can read a password back.
/// </summary>
internal interface IRegistryAccounts
{
    /// <summary>The accounts of an engine, by address; the secrets stay sealed.</summary>
    Task<IReadOnlyList<RegistryAccount>> ListAsync(ResourceName environment, CancellationToken cancellationToken);

    /// <summary>Keeps an account in the place of the one that was there.</summary>
    Task SetAsync(Actor actor, ResourceName environment, string address, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>Forgets an account; false when there was none.</summary>
    Task<bool> RemoveAsync(ResourceName environment, string address, CancellationToken cancellationToken);

    /// <summary>The credentials for a registry; null when there are none, or they can't be unsealed any more.</summary>
    Task<RegistryCredentials?> FindAsync(ResourceName environment, string address, CancellationToken cancellationToken);

    /// <summary>The header of the engine's API that shows the account of one registry; none where there is no account.</summary>
    Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(ResourceName environment, string address, CancellationToken cancellationToken);

    /// <summary>The header that shows all accounts, for a build, whose images may come from anywhere.</summary>
    Task<IReadOnlyList<KeyValuePair<string, string>>> AllHeadersAsync(ResourceName environment, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IRegistryAccounts"/>
internal sealed partial class RegistryAccounts(
    IDbContextFactory<DashboardDbContext> contexts, IDataProtectionProvider protection, TimeProvider time, ILogger<RegistryAccounts> logger) : IRegistryAccounts
{
    private readonly IDataProtector _protector = protection.CreateProtector("Dashboard.Registries.Account");

    public async Task<IReadOnlyList<RegistryAccount>> ListAsync(ResourceName environment, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var name = environment.Value;
        return await context.Registries.AsNoTracking().Where(r => r.Environment == name).OrderBy(r => r.Address).ToListAsync(cancellationToken);
    }

    public async Task SetAsync(Actor actor, ResourceName environment, string address, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Registries.FindAsync([environment.Value, address], cancellationToken)
            ?? context.Registries.Add(new RegistryAccount { Environment = environment.Value, Address = address, UserName = "", SealedSecret = "", SetBy = "" }).Entity;
        (row.UserName, row.SealedSecret, row.IsIdentityToken) = (credentials.UserName, _protector.Protect(credentials.Secret), credentials.IsIdentityToken);
        (row.SetBy, row.Since) = (actor.UserName, time.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> RemoveAsync(ResourceName environment, string address, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var name = environment.Value;
        return await context.Registries.Where(r => r.Environment == name && r.Address == address).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<RegistryCredentials?> FindAsync(ResourceName environment, string address, CancellationToken cancellationToken) =>
        (await ListAsync(environment, cancellationToken)).FirstOrDefault(r => r.Address == address) is { } row ? Unseal(row) : null;

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(ResourceName environment, string address, CancellationToken cancellationToken) =>
        await FindAsync(environment, address, cancellationToken) is { } credentials ? [Header("X-Registry-Auth", Json(address, credentials))] : [];

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> AllHeadersAsync(ResourceName environment, CancellationToken cancellationToken)
    {
        var all = new JsonObject();
        foreach (var row in await ListAsync(environment, cancellationToken))
        {
            if (Unseal(row) is { } credentials)
            {
                all[RegistryAddress.ForEngine(row.Address)] = Json(row.Address, credentials);
            }
        }

        return all.Count > 0 ? [Header("X-Registry-Config", all)] : [];
    }

    /// <summary>An account as the engine's API spells it.</summary>
    internal static JsonObject Json(string address, RegistryCredentials credentials)
    {
        var json = new JsonObject { ["username"] = credentials.UserName, ["serveraddress"] = RegistryAddress.ForEngine(address) };
        json[credentials.IsIdentityToken ? "identitytoken" : "password"] = credentials.Secret;
        return json;
    }

    // Go's base64.URLEncoding, which pads.
    private static KeyValuePair<string, string> Header(string name, JsonObject value) => KeyValuePair.Create(
        name, Convert.ToBase64String(Encoding.UTF8.GetBytes(value.ToJsonString())).Replace('+', '-').Replace('/', '_'));

    private RegistryCredentials? Unseal(RegistryAccount row)
    {
        try
        {
            return new RegistryCredentials(row.UserName, _protector.Unprotect(row.SealedSecret), row.IsIdentityToken);
        }
        catch (CryptographicException e)
        {
            LogSealBroken(e, row.Address, row.Environment);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The account for registry {Address} of {Environment} can't be unsealed: the key ring in the data directory has changed. Sign in there again.")]
    private partial void LogSealBroken(Exception e, string address, string environment);
}
