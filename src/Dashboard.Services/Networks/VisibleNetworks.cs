using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Networks;

/// <summary>The engine's list of networks as far as the actor may see them.</summary>
internal static class VisibleNetworks
{
    /// <summary>What the engine lists, without what <paramref name="right"/> is not held on.</summary>
    public static async Task<IReadOnlyList<NetworkResponse>> ListAsync(
        CommandContext context, Right right, IReadOnlyList<FilterOption> filters, CancellationToken cancellationToken)
    {
        var parameters = new NetworksListParameters { Filters = filters.Count > 0 ? FilterOption.ForEngine(filters) : null };
        var all = await context.Connection.Client.Networks.ListNetworksAsync(parameters, cancellationToken);
        return [.. all.Where(n => context.May(right, n.Labels))];
    }
}
