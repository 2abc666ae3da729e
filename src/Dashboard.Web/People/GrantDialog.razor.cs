using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>Gives a role to somebody on a scope.</summary>
public partial class GrantDialog
{
    private Principal? _principal;
    private RoleDetails? _role;
    private GrantScopeKind _kind = GrantScopeKind.Environment;
    private string _environment = "";
    private string _stack = "";
    private string _label = "";
    private string? _problems;
    private bool _busy;

    /// <summary>Whom it can be given to.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Principal> Principals { get; set; }

    /// <summary>What can be given.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RoleDetails> Roles { get; set; }

    /// <summary>Who gives; the stacks offered are those that they see.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Saves it.</summary>
    [Parameter, EditorRequired]
    public required Func<Principal, RoleDetails, GrantScope, Task<PeopleOutcome>> Save { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IContainerQueries Containers { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    // Null while something that it needs is not filled in.
    private GrantScope? Scope => _kind switch
    {
        GrantScopeKind.Everywhere => GrantScope.Everywhere,
        GrantScopeKind.Environment when _environment.Length > 0 => GrantScope.OnEnvironment(_environment),
        GrantScopeKind.Stack when _environment.Length > 0 && !string.IsNullOrWhiteSpace(_stack) => GrantScope.OnStack(_environment, _stack.Trim()),
        GrantScopeKind.Label when _label.Trim() is { Length: > 0 } label && label[0] != '=' => GrantScope.OnLabel(_environment, label),
        _ => null,
    };

    /// <inheritdoc/>
    protected override void OnInitialized() => _environment = Registry.All[0].Name.Value;

    private string KindName(GrantScopeKind kind) => Text[$"Kind.{kind}"];

    private string Shown(string? environment) => string.IsNullOrEmpty(environment) ? Text["Grants.AnyEnvironment"] : environment;

    private Task<IEnumerable<string>> FindStacksAsync(string? typed, CancellationToken cancellationToken)
    {
        var environment = Registry.All.FirstOrDefault(e => e.Name.Value == _environment);
        if (environment is null || !environment.Health.IsUp)
        {
            return Task.FromResult<IEnumerable<string>>([]);
        }

        try
        {
            return Task.FromResult<IEnumerable<string>>(
            [
                .. Containers.List(Actor, environment, all: true).Select(c => c.Project).OfType<string>().Distinct().Order(StringComparer.Ordinal)
                    .Where(p => p.Contains(typed ?? "", StringComparison.OrdinalIgnoreCase)),
            ]);
        }
        catch (EngineErrorException)
        {
            // The engine went down meanwhile: a stack can be typed all the same.
            return Task.FromResult<IEnumerable<string>>([]);
        }
    }

    private async Task SubmitAsync()
    {
        _busy = true;
        var outcome = await Save(_principal!, _role!, Scope!);
        _busy = false;
        if (outcome.Succeeded)
        {
            Dialog.Close(DialogResult.Ok(true));
            return;
        }

        _problems = Feedback.Words(outcome);
    }

    private void Cancel() => Dialog.Cancel();
}
