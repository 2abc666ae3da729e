using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Web.Api;

namespace Dashboard.Web.Containers;

/// <summary>One push of the status hub: first everything, then what changed.</summary>
/// <param name="Kind">"snapshot" or "changes".</param>
/// <param name="Environment">The engine and its health now.</param>
/// <param name="IsStale">Whether the list may be out of date, because the engine does not answer.</param>
/// <param name="Containers">All containers, or the new and changed ones.</param>
/// <param name="Removed">Full ids of containers that are gone.</param>
public sealed record StatusMessage(
    string Kind, EnvironmentMessage Environment, bool IsStale, IReadOnlyList<ContainerMessage> Containers, IReadOnlyList<string> Removed)
{
    internal static StatusMessage Snapshot(DockerEnvironment environment, ContainerSnapshot snapshot) => new(
        "snapshot", EnvironmentMessage.From(environment), snapshot.IsStale, [.. snapshot.Containers.Values.Select(ContainerMessage.From)], []);

    internal static StatusMessage Changes(DockerEnvironment environment, ContainerChanges changes) => new(
        "changes", EnvironmentMessage.From(environment), changes.IsStale, [.. changes.Upserted.Select(ContainerMessage.From)], changes.Removed);
}
