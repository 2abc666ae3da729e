using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Registries;

/// <summary><c>docker logout</c>: forgets an account at a registry.</summary>
[Verb("logout", "Log out from a registry")]
public sealed record LogOut : DockerCommand
{
    /// <summary>Host and port; null is Docker Hub.</summary>
    [Argument(0, "SERVER", Optional = true)]
    public string? Server { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Manage, CommandTarget.Engine)];

    internal override CommandResult? Complaint =>
        RegistryAddress.Read(Server) is not null ? null : CommandResult.Wrong($"\"{Server}\" is no address of a registry: a host name is, with a port if need be");

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var address = RegistryAddress.Read(Server)!;
        await context.Registries.RemoveAsync(context.Environment.Name, address, cancellationToken);
        return new CommandResult(0, $"Removing login credentials for {(string.IsNullOrEmpty(Server) ? RegistryAddress.HubIndex : address)}\n", "");
    }
}
