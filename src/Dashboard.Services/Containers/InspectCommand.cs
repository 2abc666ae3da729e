using System.Text;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Containers;

/// <summary>
/// <c>docker inspect</c> and <c>docker container inspect</c>: the engine's own words about containers. Values of variables that look secret are
/// masked unless the actor may reveal them; then the audit log has a row of it.
/// </summary>
public abstract record InspectCommand : DockerCommand
{
    // sysexits' EX_USAGE, which the docker CLI ends with on a wrong template.
    private const int WrongTemplate = 64;

    /// <summary>"json" or a template; null is indented JSON.</summary>
    [Option("--format", "-f", Help = "Format output using a custom template")]
    public string? Format { get; init; }

    /// <summary>Also how much they wrote, which takes the engine a while.</summary>
    [Option("--size", "-s", Help = "Display total file sizes if the type is container")]
    public bool WithSize { get; init; }

    /// <inheritdoc/>
    public sealed override IEnumerable<Demand> Demands => Wanted.Select(c => new Demand(Right.View, CommandTarget.Container(c)));

    internal abstract EquatableList<ResourceName> Wanted { get; }

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

    internal sealed override bool IsAudited(Actor actor, ResourceName environment, IReadOnlyList<AuthorisedTarget> targets) =>
        base.IsAudited(actor, environment, targets)
        || targets.Any(t => t.Container is { } c && actor.May(Right.RevealSecrets, environment, c.Details.Summary) && c.Details.Environment.Any(v => v.Value is null));

    internal sealed override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var template = Template();
        List<string> elements = [];
        List<string> errors = [];
        foreach (var target in context.Targets)
        {
            try
            {
                var json = target.Error is { } refused ? throw new EngineErrorException(refused) : await ReadAsync(context, target.Container!, cancellationToken);
                elements.Add(template is null ? json : Executed(template, json) + "\n");
            }
            catch (GoTemplateException e)
            {
                errors.Add($"template parsing error: {e.Message}");
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                errors.Add(ErrorText(target.Name, error));
            }
        }

        return Result(context.Targets, elements, errors);
    }

    internal sealed override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        Result(targets, [], [.. targets.Select(t => ErrorText(t.Name, t.Error!))]);

    /// <summary>How a target that can't be shown is told of.</summary>
    internal virtual string ErrorText(ResourceName name, EngineError error) => error.ToCliText();

    private GoTemplate? Template() => Format is null or "" or "json" ? null : GoTemplate.Parse(Format);

    private static string Executed(GoTemplate template, string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return template.Execute(new JsonRecord(document.RootElement, ContainerJson.Shape));
        }
        catch (GoTemplateException)
        {
            // As the CLI does: what its own types can't answer, the bare JSON may; and its complaint is the one that is shown.
            return template.ExecuteUntyped(JsonRecord.Untyped(document.RootElement));
        }
    }

    private CommandResult Result(IReadOnlyList<AuthorisedTarget> targets, List<string> elements, List<string> errors)
    {
        var array = $"[{string.Join(',', elements)}]";
        var stdout = (Format, elements.Count) switch
        {
            (null or "", _) => JsonLayout.Indent(array, "    ") + "\n",
            ("json", _) => JsonLayout.Compact(array) + "\n",
            (_, 0) => "\n",
            _ => string.Concat(elements),
        };
        return new CommandResult(errors.Count > 0 ? 1 : 0, stdout, string.Concat(errors.Select(e => e + "\n")))
        {
            Targets = [.. targets.Select(t => new TargetResult(t.Name, t.Error))],
        };
    }

    private async Task<string> ReadAsync(CommandContext context, ResolvedContainer container, CancellationToken cancellationToken)
    {
        await using var body = await context.Connection.Http.OpenAsync($"/containers/{container.Id}/json{(WithSize ? "?size=1" : "")}", cancellationToken);
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        var json = bytes.ToArray();
        return Encoding.UTF8.GetString(
            context.Actor.May(Right.RevealSecrets, context.Environment.Name, container.Details.Summary) ? json : SecretMask.Apply(json));
    }
}
