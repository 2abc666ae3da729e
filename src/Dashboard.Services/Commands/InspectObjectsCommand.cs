namespace Dashboard.Services.Commands;

/// <summary>The family of <c>docker volume inspect</c> and <c>docker network inspect</c>: what the readers have found is all there is to tell.</summary>
public abstract record InspectObjectsCommand : InspectCommand
{
    internal override Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken)
    {
        var found = context.Targets[index].Thing!;
        return Task.FromResult(new InspectedObject(found.Json, context.Reader(found.Kind).Shape));
    }
}
