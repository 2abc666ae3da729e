using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary><c>docker rmi</c>: takes names away, and images with their last name. Others may need them, so it takes the right to remove on the whole engine.</summary>
[Verb("rmi", "Remove one or more images", Aliases = ["image rm", "image remove"])]
public sealed record RemoveImages : DockerCommand
{
    /// <summary>Those too that stopped containers were made from, or that have several names.</summary>
    [Option("--force", "-f", Help = "Force removal of the image")]
    public bool Force { get; init; }

    /// <summary>Keep the images without a name that it was built on.</summary>
    [Option("--no-prune", Help = "Do not delete untagged parents")]
    public bool NoPrune { get; init; }

    /// <summary>Only these platforms' variants.</summary>
    [Option("--platform", Since = "1.50", Type = "strings", Help = "Remove only the given platform variant. Formatted as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")")]
    public EquatableList<ImagePlatform> Platform { get; init; } = [];

    /// <summary>Names or ids.</summary>
    [Argument(0, "IMAGE")]
    public EquatableList<string> Images { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Remove, CommandTarget.Engine)];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        var query = $"?{(Force ? "force=1&" : "")}{(NoPrune ? "noprune=1" : "noprune=0")}{string.Concat(Platform.Select(p => ImageCalls.Query("platforms", p.ToJson())))}";
        var stdout = new StringBuilder();
        List<EngineError> errors = [];
        foreach (var image in Images)
        {
            try
            {
                using var done = await ImageCalls.ReadAsync(context.Connection, HttpMethod.Delete, ImageCalls.Path(image) + query, cancellationToken);
                foreach (var step in done.RootElement.EnumerateArray())
                {
                    stdout.Append(step.TryGetProperty("Deleted", out var deleted) ? $"Deleted: {deleted.GetString()}\n" : $"Untagged: {step.GetProperty("Untagged").GetString()}\n");
                }
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { Kind: not EngineErrorKind.Unreachable } error)
            {
                errors.Add(error);
            }
        }

        // What is not there need not be removed, to who insists.
        var failed = errors.Count > 0 && (!Force || errors.Any(e => e.Kind != EngineErrorKind.NotFound));
        return new CommandResult(failed ? 1 : 0, stdout.ToString(), string.Concat(errors.Select(e => e.ToCliText() + "\n")))
        {
            Error = failed && stdout.Length == 0 ? errors[0] : null,
        };
    }
}
