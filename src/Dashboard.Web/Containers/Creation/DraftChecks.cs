using Dashboard.Services.Containers.Creation;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>
/// What is wrong with a form, each finding at the field that it is about: asked for a moment after each change, and told by the engine when
/// the form was sent all the same.
/// </summary>
public sealed class DraftChecks : IAsyncDisposable
{
    private readonly IStringLocalizer<CreationText> _text;
    private readonly CreationWatch _watch;
    private string? _error;
    private string? _failure;

    /// <summary>Checks of a form, from its next change on.</summary>
    /// <param name="draft">The form.</param>
    /// <param name="check">Asks what can be said of it.</param>
    /// <param name="time">Paces the questions.</param>
    /// <param name="text">Words.</param>
    /// <param name="found">Called after each answer, on whatever thread it comes in: render.</param>
    public DraftChecks(
        RunDraft draft, Func<CancellationToken, Task<IReadOnlyList<CreationFinding>>> check, TimeProvider time, IStringLocalizer<CreationText> text, Func<Action, Task> found)
    {
        (Draft, _text) = (draft, text);
        _watch = new CreationWatch(check, time, (findings, error) => found(() =>
        {
            (Findings, _error) = (findings, error?.Message);
            Place();
        }));
        draft.Changed += OnChanged;
    }

    /// <summary>The form.</summary>
    public RunDraft Draft { get; }

    /// <summary>What was found out last.</summary>
    public IReadOnlyList<CreationFinding> Findings { get; private set; } = [];

    /// <summary>What went wrong while the form was filled; null when nothing did.</summary>
    public string? LoadError { get; init; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? Error => _error ?? LoadError;

    /// <summary>Whether the image is fetched first.</summary>
    public bool IsPulled => Draft.Command.Lifecycle.Pull == "always" || Findings.Any(f => f.Kind == CreationFindingKind.ImageMissing);

    /// <summary>What has no field to stand at.</summary>
    public IEnumerable<CreationFinding> Unplaced =>
        Findings.Where(f => f.Kind == CreationFindingKind.Forbidden || (f.Kind == CreationFindingKind.Wrong && ErrorPlaces.Of(f.Text) is null));

    /// <summary>What is missing or can't be read, by name: on a long form, what is marked may be out of sight.</summary>
    public IEnumerable<string> Unfinished()
    {
        if (Draft.Image.Trim().Length == 0 || Draft.ImageError is not null)
        {
            yield return _text["Image"];
        }

        foreach (var field in Draft.Fields.Where(f => f.IsWrong))
        {
            yield return field.Option.Name;
        }

        if (Draft.ArgumentsError is not null)
        {
            yield return _text["Command"];
        }

        if (Draft.LineError is not null)
        {
            yield return _text["Line"];
        }
    }

    /// <summary>Asks again without a change of the form: the engine may have changed.</summary>
    public void Ask() => _watch.Ask();

    /// <summary>What came of sending it; null before, and when it went well.</summary>
    public void Fail(string? message)
    {
        _failure = message;
        Place();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Draft.Changed -= OnChanged;
        return _watch.DisposeAsync();
    }

    // What the engine said of it before says nothing of what it is now.
    private void OnChanged()
    {
        Fail(null);
        Ask();
    }

    private void Place()
    {
        Dictionary<string, string> notes = [];
        foreach (var finding in Findings)
        {
            var (place, words) = finding.Kind switch
            {
                CreationFindingKind.NameTaken => ("--name", _text["Name.Taken", finding.Text].Value),
                CreationFindingKind.PortTaken => ("--publish", _text["Ports.Taken", finding.Text, finding.Other].Value),
                CreationFindingKind.Wrong => (ErrorPlaces.Of(finding.Text), finding.Text),
                _ => (null, ""),
            };
            if (place is not null)
            {
                notes[place] = notes.TryGetValue(place, out var before) ? $"{before}\n{words}" : words;
            }
        }

        if (_failure is not null && ErrorPlaces.Of(_failure) is { } failed)
        {
            notes.TryAdd(failed, _failure);
        }

        Draft.Notes = notes;
    }
}
