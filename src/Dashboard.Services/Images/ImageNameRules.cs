using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Docker.DotNet;

namespace Dashboard.Services.Images;

/// <summary>
/// Which right it takes to make a name of an image stand for something. Names are everybody's on an engine, whatever their scope: others run
/// what is called so, and what their containers are made of next is what it stands for then.
/// </summary>
public static class ImageNameRules
{
    /// <summary>To give a name to an image of one's own: <c>tag</c>, <c>load</c>, <c>import</c>, <c>commit</c> and <c>build</c>.</summary>
    public static Demand Give { get; } = new(Right.Create, CommandTarget.Engine);

    /// <summary>To pull at all; <see cref="RequirePullAsync"/> says what.</summary>
    public static Demand Pull { get; } = new(Right.Create, CommandTarget.Visible);

    /// <summary>
    /// Asks whether a name may be pulled. Whoever may create on all of the engine may move names; who may create in a scope may add one that the
    /// engine lacks, as containers need it, and pull by digest, which moves none.
    /// </summary>
    /// <param name="context">Whose command it is.</param>
    /// <param name="name">With its tag or digest, unless all tags are meant.</param>
    /// <param name="allTags">Whether every tag of it is pulled.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">Refused.</exception>
    internal static async Task RequirePullAsync(CommandContext context, string name, bool allTags, CancellationToken cancellationToken)
    {
        var environment = context.Environment.Name;
        if (context.Actor.MayOnAllOf(Right.Create, environment) || (!allTags && name.Contains('@', StringComparison.Ordinal)))
        {
            return;
        }

        if (allTags || await IsThereAsync(context, name, cancellationToken))
        {
            var why = allTags ? "all tags of it may be some that are there" : "it is there, and others run what is called so";
            throw new EngineErrorException(new EngineError(
                EngineErrorKind.Refused,
                $"{context.Actor.UserName} may not pull {name}: {why}. To move a name takes the right to create on all of {environment}; a name that {environment} lacks, or a digest, does not."));
        }
    }

    private static async Task<bool> IsThereAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        try
        {
            await context.Connection.Client.Images.InspectImageAsync(name, cancellationToken);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
