using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker container unprotect</c>: lifts it, also where a label set it.</summary>
[Verb("container unprotect", "Lift the protection of containers")]
public sealed record UnprotectContainers : ProtectionCommand
{
    private protected override bool Protects => false;
}
