using System.Net;
using System.Net.Sockets;

namespace Dashboard.Services.Access;

/// <summary>
/// Slows guessing down, per address and per account. Nobody is ever locked out: delays end at half a minute or a minute,
/// and an address that an account has signed in from before is spared the account's delay, so that a stranger who
/// hammers on a name does not keep its owner out.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    private readonly AttemptDelays _addresses = new(time, free: 5, TimeSpan.FromSeconds(60));
    // How many of an address' attempts were at which account; it delays nobody.
    private readonly AttemptDelays _shares = new(time, free: int.MaxValue, TimeSpan.Zero);
    private readonly AttemptDelays _accounts = new(time, free: 3, TimeSpan.FromSeconds(30));
    // A code has a million values, of which three are right at a time: a minute between guesses would not be enough.
    private readonly AttemptDelays _codes = new(time, free: 4, TimeSpan.FromMinutes(15), forgetAfter: TimeSpan.FromDays(1));
    private readonly AttemptDelays _proofs = new(time, free: 5, TimeSpan.FromSeconds(30));
    private readonly Lock _lock = new();

    /// <summary>Begins an attempt, or says how long to wait; an attempt that must wait is not counted.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="account">Which account, or null when none is concerned (setup).</param>
    /// <param name="familiar">Whether that account has signed in from that address before.</param>
    public TimeSpan Begin(string address, string? account, bool familiar)
    {
        var place = Network(address);
        var name = account?.ToUpperInvariant();
        lock (_lock)
        {
            var wait = _addresses.WaitFor(place);
            if (name is not null && !familiar && _accounts.WaitFor(name) is var other && other > wait)
                wait = other;
            if (wait > TimeSpan.Zero)
                return wait;
            _addresses.Count(place);
            _shares.Count(Share(place, name));
            if (name is not null && !familiar)
                _accounts.Count(name);
            return TimeSpan.Zero;
        }
    }

    /// <summary>
    /// The attempt succeeded: what was counted of this account, from this address, is forgotten. What was tried at others from the same address
    /// stays counted, or whoever has an account could guess at a colleague's for ever by signing in to their own in between.
    /// </summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="account">As which account, or null when none is concerned.</param>
    /// <param name="named">Whether <see cref="Begin"/> was told the account; a passkey names it only once it is accepted.</param>
    public void Succeed(string address, string? account, bool named = true)
    {
        var place = Network(address);
        var name = account?.ToUpperInvariant();
        lock (_lock)
        {
            _addresses.Forgive(place, named ? _shares.Forget(Share(place, name)) : _shares.Forgive(Share(place, null), 1));
            if (name is not null)
                _accounts.Forget(name);
        }
    }

    /// <summary>Begins an attempt at the second step, which only the holder of the password gets to; or says how long to wait.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="familiarAddress">Where from, when they have signed in from there before: it is counted apart from strangers.</param>
    public TimeSpan BeginCode(string userId, string? familiarAddress) => Begin(_codes, CodeKey(userId, familiarAddress));

    /// <summary>The code was right.</summary>
    public void SucceedCode(string userId, string? familiarAddress) => _codes.Forget(CodeKey(userId, familiarAddress));

    /// <summary>Begins an attempt of somebody signed in to prove that they know their password, or says how long to wait.</summary>
    public TimeSpan BeginProof(string userId) => Begin(_proofs, userId);

    /// <summary>The proof was right.</summary>
    public void SucceedProof(string userId) => _proofs.Forget(userId);

    private static string Share(string place, string? name) => $"{place} {name}";

    private static string CodeKey(string userId, string? familiarAddress) => $"{userId} {familiarAddress}";

    private TimeSpan Begin(AttemptDelays attempts, string key)
    {
        lock (_lock)
        {
            var wait = attempts.WaitFor(key);
            if (wait == TimeSpan.Zero)
            {
                attempts.Count(key);
            }

            return wait;
        }
    }

    // Whoever has one IPv6 address has the other 2^64 of its network too.
    private static string Network(string address)
    {
        if (!IPAddress.TryParse(address, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6 || ip.IsIPv4MappedToIPv6)
            return address;
        return Convert.ToHexString(ip.GetAddressBytes().AsSpan(0, 8));
    }
}
