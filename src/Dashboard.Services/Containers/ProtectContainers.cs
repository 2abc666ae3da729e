using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker container protect</c>: nobody stops, removes, recreates or prunes them until that is lifted.</summary>
[Verb("container protect", "Protect containers against being stopped, removed, recreated or pruned")]
public sealed record ProtectContainers : ProtectionCommand
{
    private protected override bool Protects => true;
}
