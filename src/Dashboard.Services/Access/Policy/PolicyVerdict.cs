using Dashboard.Services.Environments.Spec;

namespace Dashboard.Services.Access.Policy;

/// <summary>What the policy says of a request for a container.</summary>
/// <param name="Spec">The request, with what must be pinned pinned: other containers by id, new volumes with the labels of their scope.</param>
/// <param name="Labels">The labels that the container will have, its image's among them.</param>
/// <param name="Violations">What is not allowed, in words; empty when all is.</param>
/// <param name="IsBypassed">Whether the actor manages the environment, so that violations are noted and not refused.</param>
internal sealed record PolicyVerdict(
    ContainerSpec Spec, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<string> Violations, bool IsBypassed)
{
    /// <summary>Whether it must not be done.</summary>
    public bool IsRefused => Violations.Count > 0 && !IsBypassed;

    /// <summary>What the audit log says of it; "" when there is nothing to say.</summary>
    public string Note => IsBypassed && Violations.Count > 0 ? $"policy bypassed: {string.Join("; ", Violations)}" : "";
}
