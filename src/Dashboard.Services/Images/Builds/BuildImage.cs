using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Values;
using Dashboard.Services.Environments;
using Dashboard.Services.Formatting;
using Dashboard.Services.Images.Builds.BuildKit;
using Dashboard.Services.Images.Builds.Contexts;

namespace Dashboard.Services.Images.Builds;

/// <summary>
/// <c>docker build</c>: an image from a Dockerfile and the files around it, which are sent along as an archive, lie in a git repository, or are
/// not there at all: a lone Dockerfile.
/// Its instructions run in containers that are in nobody's scope, and its name is everybody's: it takes the right to create on the whole engine.
/// </summary>
[Verb("build", "Build an image from a Dockerfile", Aliases = ["image build", "builder build"])]
public sealed record BuildImage : DockerCommand
{
    private const string Stream = "-";

    /// <summary>Lines for the hosts files of the containers that instructions run in.</summary>
    [Option("--add-host", Help = "Add a custom host-to-IP mapping (\"host:ip\")")]
    public EquatableList<HostMapping> AddHosts { get; init; } = [];

    /// <summary>Values of the Dockerfile's ARGs, NAME=value.</summary>
    [Option("--build-arg", Help = "Set build-time variables")]
    public EquatableList<EnvEntry> BuildArgs { get; init; } = [];

    /// <summary>Images whose layers may be used instead of building them.</summary>
    [Option("--cache-from", Type = "strings", Help = "Images to consider as cache sources")]
    public EquatableList<string> CacheFrom { get; init; } = [];

    /// <summary>What the containers of RUN may use.</summary>
    [OptionGroup]
    public BuildLimits Limits { get; init; } = new();

    /// <summary>Path of the Dockerfile in the archive; null is "Dockerfile".</summary>
    [Option("--file", "-f", Help = "Name of the Dockerfile (Default is \"PATH/Dockerfile\")")]
    public string? File { get; init; }

    /// <summary>Remove the containers in between even when it fails.</summary>
    [Option("--force-rm", Help = "Always remove intermediate containers")]
    public bool ForceRemove { get; init; }

    /// <summary>Labels of the image.</summary>
    [Option("--label", Help = "Set metadata for an image")]
    public EquatableList<LabelEntry> Labels { get; init; } = [];

    /// <summary>Network of RUN: "default", "none", or a network's name.</summary>
    [Option("--network", Help = "Set the networking mode for the RUN instructions during build")]
    public string Network { get; init; } = "default";

    /// <summary>Build every step anew.</summary>
    [Option("--no-cache", Help = "Do not use cache when building the image")]
    public bool NoCache { get; init; }

    /// <summary>Platform, e.g. "linux/arm64"; null is the engine's.</summary>
    [Option("--platform", Help = "Set platform if server is multi-platform capable")]
    public string? Platform { get; init; }

    /// <summary>Look for newer images to build on.</summary>
    [Option("--pull", Help = "Always attempt to pull a newer version of the image")]
    public bool Pull { get; init; }

    /// <summary>Only the id at the end.</summary>
    [Option("--quiet", "-q", Help = "Suppress the build output and print image ID on success")]
    public bool Quiet { get; init; }

    /// <summary>Remove the containers in between when it succeeds.</summary>
    [Option("--rm", Help = "Remove intermediate containers after a successful build")]
    public bool Remove { get; init; } = true;

    /// <summary>Names of the image.</summary>
    [Option("--tag", "-t", Help = "Name and optionally a tag in the \"name:tag\" format")]
    public EquatableList<string> Tags { get; init; } = [];

    /// <summary>Stage to end with; null is the last.</summary>
    [Option("--target", Help = "Set the target build stage to build.")]
    public string? Target { get; init; }

    /// <summary>"-": the archive, or a Dockerfile, is sent along. Or a git repository: https://host/path.git#ref:folder.</summary>
    [Argument(0, "PATH | URL | -")]
    public string Context { get; init; } = "";

    /// <summary>Whether BuildKit knows all that is asked for: it has no limits, and keeps no containers in between.</summary>
    public bool SuitsBuildKit => Limits == new BuildLimits() && Remove && !ForceRemove;

    /// <summary>What is wrong with the context that it names; null when nothing is.</summary>
    public string? ContextProblem =>
        Context == Stream ? null
        : !GitSource.LooksLikeOne(Context) ? $"\"{Context}\" would be a folder of yours, and there are none on the server: only - (a tar stream or a Dockerfile) or a git repository can stand there"
        : GitSource.TryParse(Context, out _, out var wrong) ? null
        : $"{Context}: {wrong}";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [ImageNameRules.Give];

    internal override CommandResult? Complaint =>
        ContextProblem is { } problem ? CommandResult.Wrong($"unable to prepare context: {problem}")
        : File == Stream ? CommandResult.Wrong("invalid argument: can't use stdin for both build context and dockerfile")
        : Tags.Select(WrongTag).FirstOrDefault(w => w is not null) is { } wrong ? wrong
        : null;

    internal override IEnumerable<ContactedHost> ContactedHosts =>
    [
        .. GitSource.TryParse(Context, out var source, out _) ? [new ContactedHost(HostUse.Guarded, source.Address.Authority)] : (ContactedHost[])[],
        .. CacheFrom.Select(c => ContactedHost.Registry(ImageNames.Domain(c))),
    ];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (Context == Stream && context.Files.Input is null)
        {
            return ArchiveStreams.Nowhere("docker build");
        }

        var verdict = BuildPolicy.Judge(context, this);
        if (verdict.IsRefused)
        {
            return CommandResult.Failure(new EngineError(
                EngineErrorKind.Refused, $"{context.Actor.UserName} may not build so: {string.Join("; ", verdict.Violations)}."));
        }

        await using var input = Context == Stream ? context.Files.Input! : await FetchAsync(context, cancellationToken);
        await using var given = await BuildContext.OpenAsync(input, cancellationToken);
        await using var pinned = await PinAsync(context, given, cancellationToken);
        await using var archive = pinned is null ? given : await BuildContext.OpenAsync(pinned.Open(), cancellationToken);
        var build = pinned is null ? this : this with { File = pinned.Dockerfile };
        await using var session = context.Connection.HasBuildKit && SuitsBuildKit
            ? await BuildKitSession.OpenAsync(context.Connection, context.Registries, context.Environment.Name, cancellationToken)
            : null;
        var result = session is null ? await build.ClassicAsync(context, archive, cancellationToken) : await build.BuildKitAsync(context, archive, session, cancellationToken);
        return result with { Note = verdict.Note };
    }

    private async Task<CommandResult> ClassicAsync(CommandContext context, BuildContext archive, CancellationToken cancellationToken)
    {
        // Asked for quiet, the engine itself tells nothing but the id.
        var report = new EngineReport(context, quiet: false);
        archive.Sent = () => report.Append(Quiet ? "" : string.Create(CultureInfo.InvariantCulture, $"Sending build context to Docker daemon  {HumanSize.InThousands(archive.Count)}\r\r\n"));
        var headers = await context.Hosts.AllAccountsAsync(cancellationToken);
        var failure = await ImageUpload.RunAsync(report, $"/build?{BuildQuery.Of(this, session: null)}", archive, headers, cancellationToken);
        return failure ?? new CommandResult(0, report.Text, "");
    }

    // Its words go to stderr, as the CLI's do; an id alone is a result.
    private async Task<CommandResult> BuildKitAsync(CommandContext context, BuildContext archive, BuildKitSession session, CancellationToken cancellationToken)
    {
        var progress = new BuildKitProgress();
        var report = new EngineReport(context, Quiet, progress.Translate);
        var failure = await ImageUpload.RunAsync(report, $"/build?{BuildQuery.Of(this, session)}", archive, [], cancellationToken);
        return failure is null
            ? new CommandResult(0, Quiet ? progress.ImageId + "\n" : "", report.Text)
            : failure with { Stdout = "", Stderr = report.Text + failure.Stderr };
    }

    // For those whom the rules bind, what the Dockerfile has the engine fetch is judged first; for others it goes on as it comes in.
    private async Task<IPinnedContext?> PinAsync(CommandContext context, BuildContext archive, CancellationToken cancellationToken)
    {
        if (context.Actor.MayOnAllOf(Right.Manage, context.Environment.Name))
        {
            return null;
        }

        var pinned = await context.Remotes.PinAsync(archive, File, cancellationToken);
        try
        {
            await BuildPolicy.RequireReachAsync(context, this, pinned.Text, cancellationToken);
            return pinned;
        }
        catch
        {
            await pinned.DisposeAsync();
            throw;
        }
    }

    private Task<Stream> FetchAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Progress?.Report(new LayerProgress("", $"Fetching {SecretWords.Mask(Context)}", 0, 0));
        return context.Remotes.OpenAsync(Context, string.IsNullOrEmpty(File) ? "Dockerfile" : File, cancellationToken);
    }

    private static CommandResult? WrongTag(string tag) => ImageNames.Complaint(tag) is { } wrong
        ? new CommandResult(125, "", $"invalid argument \"{tag}\" for \"-t, --tag\" flag: {wrong}\n") { Error = new EngineError(EngineErrorKind.Invalid, wrong) }
        : null;
}
