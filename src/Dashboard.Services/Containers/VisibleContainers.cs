using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet.Models;

namespace Dashboard.Services.Containers;

/// <summary>The engine's lists of containers as far as the actor may see them: the one way for a command to read one.</summary>
internal static class VisibleContainers
{
    /// <summary>What the engine lists, without what <paramref name="right"/> is not held on; newest first.</summary>
    public static async Task<IReadOnlyList<ContainerListResponse>> ListAsync(
        CommandContext context, Right right, ContainersListParameters parameters, CancellationToken cancellationToken)
    {
        var all = await context.Connection.Client.Containers.ListContainersAsync(parameters, cancellationToken);
        return [.. all.Where(c => context.May(right, c.Labels))];
    }

    /// <summary>The id of the visible container that <paramref name="name"/> stands for.</summary>
    /// <exception cref="EngineErrorException">NotFound, in the engine's words for a name in a filter.</exception>
    public static async Task<string> FindAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        var all = await ListAsync(context, Right.View, new ContainersListParameters { All = true }, cancellationToken);
        var found = all.FirstOrDefault(c => c.ID == name)
            ?? all.FirstOrDefault(c => c.Names.Contains("/" + name.TrimStart('/')))
            ?? (name.Length > 0 && all.Where(c => c.ID.StartsWith(name, StringComparison.Ordinal)).ToList() is [var only] ? only : null);
        return found?.ID ?? throw new EngineErrorException(new EngineError(EngineErrorKind.NotFound, $"no such container {name}"));
    }
}
