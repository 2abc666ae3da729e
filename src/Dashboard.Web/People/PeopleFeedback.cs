using Dashboard.Services.Access;
using Dashboard.Services.People;
using Dashboard.Web.Shared;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.People;

/// <summary>What the pages of this row say: questions before, words after, and the same words for rights and scopes everywhere.</summary>
public sealed class PeopleFeedback(IDialogService dialogs, ISnackbar snackbar, IStringLocalizer<PeopleText> text)
{
    private static readonly DialogOptions _options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Asks before something that takes something from somebody.</summary>
    public async Task<bool> AskAsync(string title, string message, string confirm)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, title },
            { d => d.Message, message },
            { d => d.ConfirmText, confirm },
            { d => d.CancelText, text["Cancel"] },
        };
        return await (await dialogs.ShowAsync<ConfirmDialog>(null, parameters, _options)).Result is { Canceled: false };
    }

    /// <summary>Opens a form of this row. True: it was saved.</summary>
    public async Task<bool> OpenAsync<TDialog>(DialogParameters<TDialog> parameters)
        where TDialog : Microsoft.AspNetCore.Components.IComponent =>
        await (await dialogs.ShowAsync<TDialog>(null, parameters, _options)).Result is { Canceled: false };

    /// <summary>Says that it was done, or why not.</summary>
    public void Tell(PeopleOutcome outcome, string done)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Succeeded)
        {
            snackbar.Add(done, Severity.Success);
            return;
        }

        snackbar.Add<ErrorNotice>(
            new Dictionary<string, object> { [nameof(ErrorNotice.Title)] = text["NotDone"].Value, [nameof(ErrorNotice.Message)] = Words(outcome) },
            Severity.Normal,
            options => options.RequireInteraction = true);
    }

    /// <summary>Why it was not done, a sentence each.</summary>
    public string Words(PeopleOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return string.Join('\n', outcome.Problems.Select(code => text[$"Problem.{code}"] is { ResourceNotFound: false } words ? words.Value : text["Problem.Other", code].Value));
    }

    /// <summary>A right's name.</summary>
    public string Name(Right right) => text[$"Right.{right}"];

    /// <summary>Where a grant holds.</summary>
    public string Name(GrantScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Kind switch
        {
            GrantScopeKind.Environment => text["Scope.OnEnvironment", scope.Environment!],
            GrantScopeKind.Stack => text["Scope.OnStack", scope.Project!, scope.Environment!],
            GrantScopeKind.Label when scope.Environment is not null => text["Scope.OnLabelIn", scope.Selector, scope.Environment],
            GrantScopeKind.Label => text["Scope.OnLabel", scope.Selector],
            _ => text["Scope.Everywhere"],
        };
    }
}
