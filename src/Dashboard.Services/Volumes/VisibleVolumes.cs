using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Volumes;

/// <summary>The engine's list of volumes as far as the actor may see them.</summary>
internal static class VisibleVolumes
{
    /// <summary>What the engine lists, without what <paramref name="right"/> is not held on.</summary>
    public static async Task<IReadOnlyList<VolumeResponse>> ListAsync(
        CommandContext context, Right right, IReadOnlyList<FilterOption> filters, CancellationToken cancellationToken)
    {
        var parameters = new VolumesListParameters { Filters = filters.Count > 0 ? FilterOption.ForEngine(filters) : null };
        var answer = await context.Connection.Client.Volumes.ListAsync(parameters, cancellationToken);
        return [.. (answer.Volumes ?? []).Where(v => context.May(right, v.Labels))];
    }
}
