namespace Dashboard.Web.Containers.Creation;

/// <summary>One row of an option that may be given more than once, as its cells see it.</summary>
/// <param name="Field">The option.</param>
/// <param name="Index">Which row; the one after the last is where a new one is begun.</param>
public readonly record struct DraftRow(DraftField Field, int Index)
{
    /// <summary>Its text.</summary>
    public string Text => Field.At(Index);

    /// <summary>Number for people, from 1.</summary>
    public int Number => Index + 1;

    /// <summary>Types into it.</summary>
    public void Set(string text) => Field.Set(Index, text);
}
