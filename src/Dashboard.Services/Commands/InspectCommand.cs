using System.Text.Json;
using Dashboard.Services.Budgets;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Commands;

/// <summary>Something to print: the engine's JSON, and how templates see it.</summary>
internal sealed record InspectedObject(string Json, JsonShape Shape)
{
    /// <summary>Whether the CLI keeps the engine's own bytes; where it does not, it writes them anew, and templates see its types only.</summary>
    public bool IsRaw { get; init; } = true;
}

/// <summary>The family of <c>docker inspect</c>: the engine's own words about things, as JSON or through a template.</summary>
public abstract record InspectCommand : DockerCommand
{
    // sysexits' EX_USAGE, which the docker CLI ends with on a wrong template.
    private const int WrongTemplate = 64;

    // All that is told, of however many things; the engine takes its own time for each.
    private static readonly WorkLimits _limits = new(long.MaxValue, 24 * 1024 * 1024, TimeSpan.MaxValue);

    /// <summary>"json" or a template; null is indented JSON.</summary>
    [Option("--format", "-f", Help = "Format output using a custom template")]
    public string? Format { get; init; }

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

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var template = Template();
        var budget = new WorkBudget("the output", _limits, cancellationToken);
        List<string> elements = [];
        List<string> errors = [];
        var failed = false;
        for (var i = 0; i < Count(context); i++)
        {
            try
            {
                var read = context.Targets.ElementAtOrDefault(i)?.Error is { } refused ? throw new EngineErrorException(refused) : await ReadAsync(context, i, cancellationToken);
                errors.AddRange(Warnings(context, i));
                var element = template is null ? read.Json : Executed(template, read) + "\n";
                budget.Make(2L * element.Length);
                elements.Add(element);
            }
            catch (GoTemplateException e)
            {
                failed = true;
                errors.Add($"template parsing error: {e.Message}");
            }
            catch (Exception e) when (EngineErrors.Translate(e) is { } error)
            {
                failed = true;
                errors.Add(ErrorText(i, error));
            }
        }

        return Result(context.Targets, elements, errors, failed);
    }

    internal sealed override CommandResult Refuse(IReadOnlyList<AuthorisedTarget> targets) =>
        Result(targets, [], [.. targets.Select((t, i) => ErrorText(i, t.Error!))], failed: true);

    /// <summary>How many things it tells of: its targets, where they are not named otherwise.</summary>
    internal virtual int Count(CommandContext context) => context.Targets.Count;

    /// <summary>What the engine tells of thing number <paramref name="index"/>.</summary>
    internal abstract Task<InspectedObject> ReadAsync(CommandContext context, int index, CancellationToken cancellationToken);

    /// <summary>What is said to its side of target number <paramref name="index"/>, which is no failure.</summary>
    internal virtual IEnumerable<string> Warnings(CommandContext context, int index) => [];

    /// <summary>How a target that can't be shown is told of.</summary>
    internal virtual string ErrorText(int index, EngineError error) => error.ToCliText();

    private GoTemplate? Template() => Format is null or "" or "json" ? null : GoTemplate.Parse(Format);

    private static string Executed(GoTemplate template, InspectedObject read)
    {
        using var document = JsonDocument.Parse(read.Json);
        try
        {
            return template.Execute(new JsonRecord(document.RootElement, read.Shape));
        }
        catch (GoTemplateException) when (read.IsRaw)
        {
            // As the CLI does: what its own types can't answer, the bare JSON may; and its complaint is the one that is shown.
            return template.ExecuteUntyped(JsonRecord.Untyped(document.RootElement));
        }
    }

    private CommandResult Result(IReadOnlyList<AuthorisedTarget> targets, List<string> elements, List<string> errors, bool failed)
    {
        var array = $"[{string.Join(',', elements)}]";
        var stdout = (Format, elements.Count) switch
        {
            (null or "", _) => JsonLayout.Indent(array, "    ") + "\n",
            ("json", _) => JsonLayout.Compact(array) + "\n",
            (_, 0) => "\n",
            _ => string.Concat(elements),
        };
        return new CommandResult(failed ? 1 : 0, stdout, string.Concat(errors.Select(e => e + "\n")))
        {
            Targets = [.. targets.Select(t => new TargetResult(t.Name, t.Error))],
        };
    }
}
