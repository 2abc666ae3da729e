using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Tests.Access;

/// <summary>An account at each of some registries; notes whose was asked for.</summary>
internal sealed class KeptAccounts(params string[] addresses) : IRegistryAccounts
{
    public List<string> Shown { get; } = [];

    public Task<IReadOnlyList<RegistryAccount>> ListAsync(ResourceName environment, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RegistryAccount>>(
        [.. addresses.Select(a => new RegistryAccount { Environment = environment.Value, Address = a, UserName = "team", SealedSecret = "", SetBy = "kim" })]);

    public Task SetAsync(Actor actor, ResourceName environment, string address, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(ResourceName environment, string address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RegistryCredentials?> FindAsync(ResourceName environment, string address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(ResourceName environment, string address, CancellationToken cancellationToken)
    {
        Shown.AddRange(addresses.Where(a => a == address));
        return Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([.. addresses.Where(a => a == address).Select(a => KeyValuePair.Create("X-Registry-Auth", a))]);
    }

    public Task<IReadOnlyList<KeyValuePair<string, string>>> AllHeadersAsync(ResourceName environment, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeyValuePair<string, string>>>([KeyValuePair.Create("X-Registry-Config", string.Join(',', addresses))]);
}
