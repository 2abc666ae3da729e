using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Access.Policy;

/// <summary>
/// One command's contacts with hosts: each is judged before it is made, and gets the account that is for it and no other. The only way to an
/// account for those who pull, push, search and build.
/// </summary>
internal sealed class HostContacts(IHostContactRules rules, IRegistryAccounts accounts, Actor actor, DockerEnvironment environment)
{
    private readonly List<string> _notes = [];

    /// <summary>What the audit log must say of them; "" when there is nothing to say.</summary>
    public string Note => string.Join("; ", _notes.Distinct(StringComparer.Ordinal));

    // The team's accounts are for those who may pull: what is private at a registry is not for everybody who looks.
    private bool MayUseAccounts => actor.MayOnSomethingOf(Right.Create, environment.Name);

    /// <summary>Asks whether <paramref name="hosts"/> may be contacted.</summary>
    /// <exception cref="EngineErrorException">Refused.</exception>
    public async Task RequireAsync(IEnumerable<ContactedHost> hosts, CancellationToken cancellationToken)
    {
        var verdict = await rules.JudgeAsync(actor, environment, hosts, cancellationToken);
        if (verdict.IsRefused)
        {
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused, $"{actor.UserName} may not have {environment.Name} contact this: {string.Join("; ", verdict.Violations)}. Who manages {environment.Name} may."));
        }

        if (verdict.Note.Length > 0)
        {
            _notes.Add(verdict.Note);
        }
    }

    /// <summary>Asks whether a registry may be contacted, and for the header that shows it the account that is kept for it.</summary>
    /// <exception cref="EngineErrorException">Refused.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> OpenRegistryAsync(string registry, CancellationToken cancellationToken)
    {
        await RequireAsync([ContactedHost.Registry(registry)], cancellationToken);
        return MayUseAccounts ? await accounts.HeadersAsync(environment.Name, registry, cancellationToken) : [];
    }

    /// <summary>The header with all accounts, of which the engine takes the one for each registry that a build needs.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> AllAccountsAsync(CancellationToken cancellationToken) =>
        MayUseAccounts ? await accounts.AllHeadersAsync(environment.Name, cancellationToken) : [];
}
