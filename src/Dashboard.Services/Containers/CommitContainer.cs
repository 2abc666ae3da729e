using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Images;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker commit</c>: an image of what is in a container, so it takes the right to read its files and to create. A name for the image is
/// everybody's on the engine (others run what is called so), and takes the right to create on all of it.
/// </summary>
[Verb("commit", "Create a new image from a container's changes", Aliases = ["container commit"])]
public sealed record CommitContainer : DockerCommand
{
    /// <summary>Who made it, e.g. "Kim &lt;kim@example.com&gt;".</summary>
    [Option("--author", "-a", Help = "Author (e.g., \"John Hannibal Smith <hannibal@a-team.com>\")")]
    public string? Author { get; init; }

    /// <summary>Dockerfile instructions to apply, e.g. "CMD [\"sh\"]".</summary>
    [Option("--change", "-c", Help = "Apply Dockerfile instruction to the created image")]
    public EquatableList<string> Change { get; init; } = [];

    /// <summary>What it is for.</summary>
    [Option("--message", "-m", Help = "Commit message")]
    public string? Message { get; init; }

    /// <summary>Freeze the container meanwhile, so that the image is of one moment.</summary>
    [Option("--pause", "-p", Help = "Pause container during commit")]
    public bool Pause { get; init; } = true;

    /// <summary>Leave the container running meanwhile; the newer spelling of <c>--pause=false</c>.</summary>
    [Option("--no-pause", Help = "Disable pausing container during commit")]
    public bool NoPause { get; init; }

    /// <summary>Name, id or unique prefix of an id.</summary>
    [Argument(0, "CONTAINER")]
    public ResourceName Container { get; init; }

    /// <summary>The image's name; null leaves it without one.</summary>
    [Argument(1, "REPOSITORY[:TAG]", Optional = true)]
    public string? Reference { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => string.IsNullOrEmpty(Reference)
        ? [OfContainer]
        : [OfContainer, ImageNameRules.Give];

    internal override CommandResult? Complaint =>
        !string.IsNullOrEmpty(Reference) && ImageNames.Split(Reference, out _, out _) is { } wrong ? new CommandResult(1, "", wrong + "\n") : null;

    private Demand OfContainer => new(Right.Create | Right.ReadFiles, CommandTarget.Container(Container));

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Targets.Any(t => t.Error is not null))
        {
            return Refuse(context.Targets);
        }

        var verdict = context.JudgeImage(ImageChanges.Labels(Change));
        List<(string Name, string Value)> query =
        [
            ("container", context.Targets[0].Container!.Id), ("pause", Pause && !NoPause ? "1" : "0"), ("comment", Message ?? ""), ("author", Author ?? ""),
            .. Change.Select(c => ("changes", c)),
        ];
        if (!string.IsNullOrEmpty(Reference))
        {
            ImageNames.Split(Reference, out var repository, out var tag);
            query.AddRange([("repo", repository), ("tag", tag)]);
        }

        var path = "/commit?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}"));
        using var answer = await context.Connection.Http.SendAsync(HttpMethod.Post, path, body: null, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var json = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return new CommandResult(0, json.RootElement.GetProperty("Id").GetString() + "\n", "") { Note = verdict.Note };
    }

    // The first that is wrong, as the engine would tell it.
    internal override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        new CommandOutcome([targets.First(t => t.Error is not null)]).ToResult(_ => "");
}
