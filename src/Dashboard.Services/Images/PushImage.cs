using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images;

/// <summary>
/// <c>docker push</c>: what is in an image leaves the engine, with the team's account, for a place that others pull from. It takes the rights
/// to read files and to create on the whole engine.
/// </summary>
[Verb("push", "Upload an image to a registry", Aliases = ["image push"])]
public sealed record PushImage : DockerCommand
{
    /// <summary>Every tag of the repository.</summary>
    [Option("--all-tags", "-a", Help = "Push all tags of an image to the repository")]
    public bool AllTags { get; init; }

    /// <summary>Only this platform's variant of it.</summary>
    [Option("--platform", Since = "1.46", Help = "Push a platform-specific manifest as a single-platform image to the registry")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Only the name at the end.</summary>
    [Option("--quiet", "-q", Help = "Suppress verbose output")]
    public bool Quiet { get; init; }

    /// <summary>What to push; its first part says where.</summary>
    [Argument(0, "NAME[:TAG]")]
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Create | Right.ReadFiles, CommandTarget.Engine)];

    internal override CommandResult? Complaint => TransferNames.Complaint(Name, AllTags);

    internal override IEnumerable<ContactedHost> ContactedHosts => [ContactedHost.Registry(ImageNames.Domain(Name))];

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        var report = new EngineReport(context, Quiet);
        var name = TransferNames.Resolve(Name, AllTags, report);
        var (repository, rest) = ImageNames.Cut(name);
        if (rest.StartsWith('@'))
        {
            return CommandResult.Wrong("cannot push a digest reference");
        }

        IEnumerable<KeyValuePair<string, string>> headers = await context.Hosts.OpenRegistryAsync(ImageNames.Domain(name), cancellationToken);
        // The engine insists on the header, be it empty.
        headers = headers.Any() ? headers : [KeyValuePair.Create("X-Registry-Auth", "e30=")];
        var query = $"?tag={Uri.EscapeDataString(rest.TrimStart(':'))}{(Platform is { } platform ? ImageCalls.Query("platform", platform.ToJson()) : "")}";
        return await report.RunAsync(HttpMethod.Post, $"{ImageCalls.Path(repository)}/push{query}", body: null, headers, cancellationToken)
            ?? new CommandResult(0, Quiet ? $"{ImageNames.Full(name)}\n" : report.Text, "");
    }
}
