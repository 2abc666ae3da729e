using System.Text;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>
/// <c>docker image inspect</c>: the engine's own words about images. Values of variables that look secret are masked unless the actor may
/// reveal them on the whole engine; then the audit log has a row of it.
/// </summary>
[Verb("image inspect", "Display detailed information on one or more images")]
public sealed record InspectImages : DockerCommand
{
    // sysexits' EX_USAGE, which the docker CLI ends with on a wrong template.
    private const int WrongTemplate = 64;

    /// <summary>"json" or a template; null is indented JSON.</summary>
    [Option("--format", "-f", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Of which platform's variant, e.g. "linux/arm64".</summary>
    [Option("--platform", Since = "1.49", Help = "Inspect a specific platform of the multi-platform image")]
    public ImagePlatform? Platform { get; init; }

    /// <summary>Names or ids.</summary>
    [Argument(0, "IMAGE")]
    public EquatableList<string> Images { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.View, CommandTarget.Visible)];

    internal override bool IsRead => true;

    internal override CommandResult? Complaint
    {
        get
        {
            try
            {
                _ = Template();
                return null;
            }
            catch (GoTemplateException e)
            {
                return new CommandResult(WrongTemplate, "", $"template parsing error: {e.Message}\n");
            }
        }
    }

    internal override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets) || actor.MayOnAllOf(Right.RevealSecrets, environment);

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (ApiVersions.Missing(this, context.Connection.ApiVersion) is { } tooOld)
        {
            return tooOld;
        }

        var template = Template();
        List<string> elements = [];
        List<string> errors = [];
        foreach (var image in Images)
        {
            try
            {
                var json = await ReadAsync(context, image, Platform, cancellationToken);
                elements.Add(template is null ? json : Executed(template, json) + "\n");
            }
            catch (GoTemplateException e)
            {
                errors.Add($"template parsing error: {e.Message}");
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                errors.Add(error.ToCliText());
            }
        }

        var array = $"[{string.Join(',', elements)}]";
        var stdout = (Format, elements.Count) switch
        {
            (null or "", _) => JsonLayout.Indent(array, "    ") + "\n",
            ("json", _) => JsonLayout.Compact(array) + "\n",
            (_, 0) => "\n",
            _ => string.Concat(elements),
        };
        return new CommandResult(errors.Count > 0 ? 1 : 0, stdout, string.Concat(errors.Select(e => e + "\n")));
    }

    /// <summary>The engine's JSON about an image as <paramref name="context"/>'s actor may see it.</summary>
    /// <exception cref="EngineErrorException">Invalid: what names it is no name.</exception>
    internal static async Task<string> ReadAsync(CommandContext context, string image, ImagePlatform? platform, CancellationToken cancellationToken)
    {
        var query = platform is { } wanted ? $"?platform={Uri.EscapeDataString(wanted.ToJson())}" : "";
        await using var body = await context.Connection.Http.OpenAsync($"{ImageCalls.Path(image)}/json{query}", cancellationToken);
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        var json = bytes.ToArray();
        return Encoding.UTF8.GetString(context.Actor.MayOnAllOf(Right.RevealSecrets, context.Environment.Name) ? json : SecretMask.Apply(json));
    }

    private static string Executed(GoTemplate template, string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return template.Execute(new JsonRecord(document.RootElement, ImageJson.Shape));
        }
        catch (GoTemplateException)
        {
            // As the CLI does: what its own types can't answer, the bare JSON may; and its complaint is the one that is shown.
            return template.ExecuteUntyped(JsonRecord.Untyped(document.RootElement));
        }
    }

    private GoTemplate? Template() => Format is null or "" or "json" ? null : GoTemplate.Parse(Format);
}
