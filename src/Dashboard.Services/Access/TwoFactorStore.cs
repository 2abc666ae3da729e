using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Access;

/// <summary>
/// Second factors, in Identity's table of user tokens: the key sealed, recovery codes as hashes, a row each. What was used
/// is taken away by one conditional statement, so that of two at once with the same code one gets in.
/// </summary>
public sealed partial class TwoFactorStore(
    IDbContextFactory<DashboardDbContext> contexts,
    IDataProtectionProvider protection,
    TimeProvider time,
    ILogger<TwoFactorStore> logger)
{
    /// <summary>How many recovery codes there are at first.</summary>
    public const int RecoveryCodes = 10;

    private const string Provider = "Dashboard";
    private const string KeyName = "TotpKey";
    private const string StepName = "TotpStep";
    private const string RecoveryPrefix = "Recovery:";
    private readonly IDataProtector _protector = protection.CreateProtector("Dashboard.Access.TotpKey");

    /// <summary>Whether a user has a second factor.</summary>
    public async Task<TwoFactorStatus> GetAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var isOn = await context.Users.AnyAsync(u => u.Id == userId && u.TwoFactorEnabled, cancellationToken);
        var left = await Of(context, userId).CountAsync(t => t.Name.StartsWith(RecoveryPrefix), cancellationToken);
        return new TwoFactorStatus(isOn, left);
    }

    /// <summary>Turns it on with a key of which <paramref name="step"/> was used just now, and gives the recovery codes.</summary>
    internal async Task<IReadOnlyList<string>> TurnOnAsync(string userId, string key, long step, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await Of(context, userId).ExecuteDeleteAsync(cancellationToken);
        context.UserTokens.Add(Row(userId, KeyName, _protector.Protect(key)));
        context.UserTokens.Add(Row(userId, StepName, Text(step)));
        var codes = AddRecoveryCodes(context, userId);
        await context.SaveChangesAsync(cancellationToken);
        await SetAsync(context, userId, isOn: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Puts fresh recovery codes in the place of the old ones.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await Of(context, userId).Where(t => t.Name.StartsWith(RecoveryPrefix)).ExecuteDeleteAsync(cancellationToken);
        var codes = AddRecoveryCodes(context, userId);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Turns it off; key and recovery codes are gone.</summary>
    public async Task TurnOffAsync(string userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await Of(context, userId).ExecuteDeleteAsync(cancellationToken);
        await SetAsync(context, userId, isOn: false, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Uses up a code of the authenticator or a recovery code; false when it is wrong or was used before.</summary>
    public async Task<bool> TryUseAsync(string userId, string code, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var given = Totp.Normalize(code);
        if (given.Length != Totp.Digits)
        {
            var name = RecoveryName(given);
            return await Of(context, userId).Where(t => t.Name == name).ExecuteDeleteAsync(cancellationToken) == 1;
        }

        var sealedKey = await Of(context, userId).Where(t => t.Name == KeyName).Select(t => t.Value).SingleOrDefaultAsync(cancellationToken);
        if (sealedKey is null || Unseal(sealedKey) is not { } key || Totp.FindStep(key, given, time.GetUtcNow()) is not { } step)
        {
            return false;
        }

        var text = Text(step);
#pragma warning disable CA1309 // This is carried out by SQLite, which compares bytes.
        return await Of(context, userId).Where(t => t.Name == StepName && string.Compare(t.Value, text) < 0)
#pragma warning restore CA1309
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.Value, text), cancellationToken) == 1;
    }

    private static IQueryable<IdentityUserToken<string>> Of(DashboardDbContext context, string userId) =>
        context.UserTokens.Where(t => t.UserId == userId && t.LoginProvider == Provider);

    private static async Task SetAsync(DashboardDbContext context, string userId, bool isOn, CancellationToken cancellationToken)
    {
        // The new stamps make a copy of the user that somebody else holds fail to save, rather than undo this.
        var stamp = Guid.NewGuid().ToString();
        await context.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.TwoFactorEnabled, isOn)
                .SetProperty(u => u.SecurityStamp, stamp)
                .SetProperty(u => u.ConcurrencyStamp, stamp),
            cancellationToken);
    }

    private static List<string> AddRecoveryCodes(DashboardDbContext context, string userId)
    {
        var codes = new List<string>();
        for (var n = 0; n < RecoveryCodes; n++)
        {
            // 80 bits: a plain hash of it can't be guessed from a copy of the database.
            var code = Totp.ToBase32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant();
            context.UserTokens.Add(Row(userId, RecoveryName(code), ""));
            codes.Add($"{code[..4]}-{code[4..8]}-{code[8..12]}-{code[12..]}");
        }

        return codes;
    }

    private static IdentityUserToken<string> Row(string userId, string name, string value) =>
        new() { UserId = userId, LoginProvider = Provider, Name = name, Value = value };

    private static string RecoveryName(string code) => RecoveryPrefix + Secret.Hash(code.ToLowerInvariant());

    // Of fixed width, so that text compares as numbers do.
    private static string Text(long step) => step.ToString("D19", CultureInfo.InvariantCulture);

    private string? Unseal(string sealedKey)
    {
        try
        {
            return _protector.Unprotect(sealedKey);
        }
        catch (CryptographicException e)
        {
            LogKeyLost(e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An authenticator key can't be unsealed: the key ring in the data directory has changed. Recovery codes still work.")]
    private partial void LogKeyLost(Exception e);
}
