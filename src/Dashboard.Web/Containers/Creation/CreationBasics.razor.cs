using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>What most containers need: image, name, ports, volumes, variables, restart policy, limits, command.</summary>
public partial class CreationBasics
{
    private const string ReadOnly = "ro";

    private static readonly string[] _policies = ["no", "unless-stopped", "always", "on-failure"];

    /// <summary>The form.</summary>
    [Parameter, EditorRequired]
    public required RunDraft Draft { get; set; }

    /// <summary>Names of images that are on the engine.</summary>
    [Parameter]
    public IReadOnlyList<string> Images { get; set; } = [];

    /// <summary>Whether the image is not there yet.</summary>
    [Parameter]
    public bool IsPulled { get; set; }

    /// <summary>Variables whose values the user may not see.</summary>
    [Parameter]
    public IReadOnlyList<string> Withheld { get; set; } = [];

    /// <summary>Whether a container is changed, which keeps its name and those values where nothing is typed.</summary>
    [Parameter]
    public bool IsEdit { get; set; }

    /// <summary>Whether it was tried to run what is not finished.</summary>
    [Parameter]
    public bool IsAttempted { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    private string? ImageProblem => Draft.ImageError ?? Draft.Notes.GetValueOrDefault(RunDraft.ImagePlace)
        ?? (IsAttempted && Draft.Image.Trim().Length == 0 ? Text["Image.Required"].Value : null);

    private string? CommandProblem => Draft.ArgumentsError ?? Draft.Notes.GetValueOrDefault(RunDraft.ArgumentsPlace);

    private string Restart => Draft["--restart"].Text is { Length: > 0 } policy ? policy : _policies[0];

    // A count of retries ("on-failure:5") comes from a pasted line, and can be chosen once it is there.
    private IEnumerable<string> Policies => _policies.Contains(Restart) ? _policies : _policies.Append(Restart);

    private bool IsWithheld(string name) => Withheld.Contains(name);

    // The bare name is what keeps a value.
    private string Typed(EnvRow variable, string? value) =>
        IsEdit && string.IsNullOrEmpty(value) && IsWithheld(variable.Name) ? variable.Name : (variable with { Value = value ?? "" }).ToString();

    private void SetRestart(string? policy)
    {
        if (string.IsNullOrEmpty(policy) || policy == _policies[0])
        {
            Draft["--restart"].Remove(0);
        }
        else
        {
            Draft["--restart"].Set(0, policy);
        }
    }
}
