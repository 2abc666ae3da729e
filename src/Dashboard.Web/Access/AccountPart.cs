using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Web.Containers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Access;

/// <summary>What the sections of the account page have in common: who it is, one thing at a time, and what went wrong.</summary>
public abstract class AccountPart : ComponentBase
{
    /// <summary>Who is signed in.</summary>
    protected Actor Actor { get; private set; } = null!;

    /// <summary>The session that this page is seen in.</summary>
    protected SessionKey Session { get; private set; } = null!;

    /// <summary>Whether something is being done; buttons wait meanwhile.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>What went wrong; null when nothing did.</summary>
    protected string? Error { get; set; }

    /// <summary>Whether the password is asked for, because the sign-in is too old for what is to be done.</summary>
    protected bool NeedsProof { get; private set; }

    /// <summary>The password that was given for it.</summary>
    protected string Proof { get; set; } = "";

    /// <summary>Does it.</summary>
    [Inject]
    protected OwnAccount Account { get; set; } = null!;

    /// <summary>Texts.</summary>
    [Inject]
    protected IStringLocalizer<AccountText> Text { get; set; } = null!;

    /// <summary>Says what was done.</summary>
    [Inject]
    protected ISnackbar Snackbar { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Ages { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        var user = (await SignedIn).User;
        Actor = user.ToActor();
        Session = user.ToSessionKey() ?? throw new InvalidOperationException("No session is signed in here.");
        await LoadAsync();
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Does one thing; a second click meanwhile is passed over.</summary>
    protected async Task DoAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        Error = null;
        try
        {
            await work();
        }
        catch (AuditUnavailableException)
        {
            Error = Text["AuditUnavailable"];
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Whether it is proved who does this; else the password is asked for first, or said to be wrong.</summary>
    protected async Task<bool> IsProvenNowAsync()
    {
        if (await Account.IsProvenAsync(Session, CancellationToken.None))
        {
            NeedsProof = false;
            return true;
        }

        if (!NeedsProof)
        {
            NeedsProof = true;
            return false;
        }

        Error = Refusal(await Account.ProveAsync(Actor, Session, Proof, CancellationToken.None), Text["Password.Wrong"]);
        Proof = "";
        NeedsProof = Error is not null;
        return !NeedsProof;
    }

    /// <summary>Why a proof was refused; null when it was right.</summary>
    protected string? Refusal(ProofResult result, string wrong)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result switch
        {
            { Wait: var wait } when wait > TimeSpan.Zero => Text["Wait", (int)Math.Ceiling(wait.TotalSeconds)],
            { IsRight: false } => wrong,
            _ => null,
        };
    }

    /// <summary>"3 minutes ago".</summary>
    protected string Ago(DateTimeOffset then) => Ages.Ago(then, Time.GetUtcNow());
}
