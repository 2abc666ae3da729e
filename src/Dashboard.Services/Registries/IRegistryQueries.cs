using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Registries;

/// <summary>An account at a registry, without its secret.</summary>
/// <param name="Address">Host and port; "docker.io" is Docker Hub.</param>
/// <param name="UserName">Name there.</param>
/// <param name="SetBy">Who signed in.</param>
/// <param name="Since">When (UTC).</param>
public sealed record RegistryAccountSummary(string Address, string UserName, string SetBy, DateTimeOffset Since);

/// <summary>A name of an image at a registry.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">Digest of what it stands for; "" where the registry did not tell.</param>
public sealed record RegistryTag(string Tag, string Digest);

/// <summary>What is to be read about registries, for those who manage the engine.</summary>
public interface IRegistryQueries
{
    /// <summary>The accounts of an engine.</summary>
    /// <exception cref="EngineErrorException">Refused: the actor does not manage the engine.</exception>
    Task<IReadOnlyList<RegistryAccountSummary>> AccountsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken);

    /// <summary>The first repositories of a registry to which there is an account, in its own order.</summary>
    /// <exception cref="EngineErrorException">Refused: the actor does not manage the engine, or the registry lets the account not in. Unreachable, Unsupported: the registry.</exception>
    Task<IReadOnlyList<string>> RepositoriesAsync(Actor actor, DockerEnvironment environment, string address, CancellationToken cancellationToken);

    /// <summary>Tags of a repository with their digests.</summary>
    /// <exception cref="EngineErrorException">The same; NotFound: there is no such repository.</exception>
    Task<IReadOnlyList<RegistryTag>> TagsAsync(Actor actor, DockerEnvironment environment, string address, string repository, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IRegistryQueries"/>
internal sealed class RegistryQueries(IRegistryAccounts accounts, RegistryClient client) : IRegistryQueries
{
    private const int MostTags = 100;

    public async Task<IReadOnlyList<RegistryAccountSummary>> AccountsAsync(Actor actor, DockerEnvironment environment, CancellationToken cancellationToken)
    {
        Require(actor, environment);
        return [.. (await accounts.ListAsync(environment.Name, cancellationToken)).Select(a => new RegistryAccountSummary(a.Address, a.UserName, a.SetBy, a.Since))];
    }

    public async Task<IReadOnlyList<string>> RepositoriesAsync(Actor actor, DockerEnvironment environment, string address, CancellationToken cancellationToken)
    {
        var credentials = await CredentialsAsync(actor, environment, address, cancellationToken);
        using var answer = await client.GetAsync(address, "/v2/_catalog?n=500", "registry:catalog:*", credentials, cancellationToken);
        return [.. answer.Body.RootElement.TryGetProperty("repositories", out var names) && names.ValueKind == System.Text.Json.JsonValueKind.Array ? names.EnumerateArray().Select(n => n.GetString()!) : []];
    }

    public async Task<IReadOnlyList<RegistryTag>> TagsAsync(Actor actor, DockerEnvironment environment, string address, string repository, CancellationToken cancellationToken)
    {
        var credentials = await CredentialsAsync(actor, environment, address, cancellationToken);
        if (Images.ImageNames.Complaint($"{address}/{repository}") is { } wrong || repository.Contains(':', StringComparison.Ordinal) || repository.Contains('@', StringComparison.Ordinal))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"\"{repository}\" is no name of a repository."));
        }

        var scope = $"repository:{repository}:pull";
        using var answer = await client.GetAsync(address, $"/v2/{repository}/tags/list?n={MostTags}", scope, credentials, cancellationToken);
        var tags = answer.Body.RootElement.TryGetProperty("tags", out var names) && names.ValueKind == System.Text.Json.JsonValueKind.Array
            ? names.EnumerateArray().Select(n => n.GetString()!).Order(StringComparer.Ordinal).Take(MostTags).ToList() : [];
        List<RegistryTag> found = [];
        foreach (var tag in tags)
        {
            found.Add(new RegistryTag(tag, await client.DigestAsync(address, $"/v2/{repository}/manifests/{Uri.EscapeDataString(tag)}", scope, credentials, cancellationToken)));
        }

        return found;
    }

    private static void Require(Actor actor, DockerEnvironment environment)
    {
        if (!actor.MayOnAllOf(Right.Manage, environment.Name))
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Refused, $"{actor.UserName} lacks the right to do this on all of {environment.Name} ({Right.Manage})."));
        }
    }

    private async Task<RegistryCredentials?> CredentialsAsync(Actor actor, DockerEnvironment environment, string address, CancellationToken cancellationToken)
    {
        Require(actor, environment);
        return RegistryAddress.Read(address) == address
            ? await accounts.FindAsync(environment.Name, address, cancellationToken)
            : throw new EngineErrorException(new EngineError(EngineErrorKind.Invalid, $"\"{address}\" is no address of a registry."));
    }
}
