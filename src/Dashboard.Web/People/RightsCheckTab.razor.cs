using Dashboard.Services.Access;
using Dashboard.Services.Containers;
using Dashboard.Services.Environments;
using Dashboard.Services.People;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.People;

/// <summary>"Why may Kim stop this?": what somebody may do to a container, and the grants that give it.</summary>
public partial class RightsCheckTab
{
    private IReadOnlyList<Person> _people = [];
    private Person? _person;
    private Place? _place;

    /// <summary>Who manages.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Inject]
    private PeopleStore People { get; set; } = null!;

    [Inject]
    private IEnvironmentRegistry Registry { get; set; } = null!;

    [Inject]
    private IContainerQueries Containers { get; set; } = null!;

    [Inject]
    private PeopleFeedback Feedback { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PeopleText> Text { get; set; } = null!;

    private IEnumerable<(Right Right, IReadOnlyList<string> Because)> Answer
    {
        get
        {
            var held = People.Explain(Actor, _person!.Id, _place!.Environment.Name.Value, _place.Container.Labels);
            // Without the right to view, the others give nothing: the thing does not exist for them.
            var sees = held.Any(g => g.Rights.HasFlag(Right.View));
            return RightNames.Each.Select(right => (right, (IReadOnlyList<string>)[.. held.Where(g => sees && g.Rights.HasFlag(right)).Select(Reason)]));
        }
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => _people = await People.ListAsync(Actor, CancellationToken.None);

    private string Reason(HeldGrant grant) => grant.Group is null
        ? Text["Check.Reason", grant.Role, Feedback.Name(grant.Scope)]
        : Text["Check.ReasonGroup", grant.Role, Feedback.Name(grant.Scope), grant.Group];

    private Task<IEnumerable<Place>> FindAsync(string? typed, CancellationToken cancellationToken)
    {
        var places = new List<Place>();
        foreach (var environment in Registry.SeenBy(Actor))
        {
            using var subscription = Containers.Subscribe(Actor, environment);
            places.AddRange(subscription.Snapshot.Containers.Values.Select(c => new Place(environment, c)));
        }

        // What is chosen already is no filter: a click shows all the others again.
        var words = typed == _place?.Name ? "" : typed ?? "";
        return Task.FromResult(places
            .Where(p => p.Name.Contains(words, StringComparison.OrdinalIgnoreCase))
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .AsEnumerable());
    }

    private sealed record Place(DockerEnvironment Environment, ContainerSummary Container)
    {
        public string Name => $"{Container.Name} ({Environment.Name})";
    }
}
