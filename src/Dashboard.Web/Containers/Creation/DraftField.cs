using Dashboard.Services.Commands;

namespace Dashboard.Web.Containers.Creation;

/// <summary>One option in the form: what was typed, row by row, also while it is no value yet. The record has only what can be read.</summary>
public sealed class DraftField
{
    private readonly RunDraft _draft;
    private readonly List<string> _texts = [];

    internal DraftField(RunDraft draft, OptionField option) => (_draft, Option) = (draft, option);

    /// <summary>The option.</summary>
    public OptionField Option { get; }

    /// <summary>What was typed, a row each; at most one for what may be given once.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The first row, or "".</summary>
    public string Text => _texts.Count > 0 ? _texts[0] : "";

    /// <summary>Whether anything was typed.</summary>
    public bool IsSet => _texts.Exists(t => !string.IsNullOrWhiteSpace(t)) || Option.Read(_draft.Command).Count > 0;

    /// <summary>Whether something was typed that is no value, or not yet.</summary>
    public bool IsWrong => Enumerable.Range(0, _texts.Count).Any(i => IsPartialAt(i) || ErrorAt(i) is not null);

    /// <summary>Whether a row is begun and not finished: a host's port without the container's, a value without a name.</summary>
    public bool IsPartialAt(int row) => row < _texts.Count && !string.IsNullOrWhiteSpace(_texts[row]) && Option.Name switch
    {
        "--publish" => PortRow.Of(_texts[row]).Container.Length == 0,
        "--volume" => VolumeRow.Of(_texts[row]).Target.Length == 0,
        "--env" => EnvRow.Of(_texts[row]).Name.Length == 0,
        _ => false,
    };

    /// <summary>What is wrong with a row, in the docker CLI's words; null when nothing is.</summary>
    public string? ErrorAt(int row) =>
        row < _texts.Count && !string.IsNullOrWhiteSpace(_texts[row]) && !IsPartialAt(row) ? Option.Check(_texts[row]) : null;

    /// <summary>The text of a row; "" for the one after the last, in which a new one is begun.</summary>
    public string At(int row) => row < _texts.Count ? _texts[row] : "";

    /// <summary>Types into a row; the one after the last is a new one.</summary>
    public void Set(int row, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (row < _texts.Count)
        {
            _texts[row] = text;
        }
        else
        {
            _texts.Add(text);
        }

        Apply();
    }

    /// <summary>Takes a row away.</summary>
    public void Remove(int row)
    {
        if (row < _texts.Count)
        {
            _texts.RemoveAt(row);
        }

        Apply();
    }

    internal void Load()
    {
        _texts.Clear();
        _texts.AddRange(Option.Read(_draft.Command));
    }

    private void Apply() => _draft.Change(command => Option.With(
        command, [.. _texts.Where((text, row) => !string.IsNullOrWhiteSpace(text) && !IsPartialAt(row) && ErrorAt(row) is null)]));
}
