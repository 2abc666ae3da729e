using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary><c>docker pull</c>. Whoever may create containers pulls for them, so that is the right it takes; to move a name that is there takes more.</summary>
[Verb("pull", "Download an image from a registry", Aliases = ["image pull"])]
public sealed record PullImage : DockerCommand
{
    /// <summary>Every tag of the repository.</summary>
    [Option("--all-tags", "-a", Help = "Download all tagged images in the repository")]
    public bool AllTags { get; init; }

    /// <summary>Platform, e.g. "linux/arm64"; null is the engine's.</summary>
    [Option("--platform", Help = "Set platform if server is multi-platform capable")]
    public string? Platform { get; init; }

    /// <summary>Only the name at the end.</summary>
    [Option("--quiet", "-q", Help = "Suppress verbose output")]
    public bool Quiet { get; init; }

    /// <summary>What to pull; "latest" where it names no tag.</summary>
    [Argument(0, "NAME[:TAG|@DIGEST]")]
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [ImageNameRules.Pull];

    internal override CommandResult? Complaint => TransferNames.Complaint(Name, AllTags);

    internal override IEnumerable<ContactedHost> ContactedHosts => [ContactedHost.Registry(ImageNames.Domain(Name))];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var report = new EngineReport(context, Quiet);
        var name = TransferNames.Resolve(Name, AllTags, report);
        await ImageNameRules.RequirePullAsync(context, name, AllTags, cancellationToken);
        var headers = await context.Hosts.OpenRegistryAsync(ImageNames.Domain(name), cancellationToken);
        return await report.RunAsync(HttpMethod.Post, ImagePuller.Path(name, Platform), body: null, headers, cancellationToken)
            ?? new CommandResult(0, $"{report.Text}{ImageNames.Full(name)}\n", "");
    }
}
