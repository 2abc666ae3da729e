namespace Dashboard.Services.Consoles;

/// <summary>One line as it was typed, taken apart and not yet expanded.</summary>
/// <param name="Text">As typed, without the comment behind it.</param>
/// <param name="Words">Its words; never empty.</param>
public sealed record TypedLine(string Text, IReadOnlyList<TypedWord> Words);

/// <summary>A word of a typed line.</summary>
/// <param name="Parts">What it is put together from; none for <c>''</c>.</param>
public sealed record TypedWord(IReadOnlyList<TypedPart> Parts);

/// <summary>A part of a word.</summary>
/// <param name="Text">Its text without quotes; "" for a substitution.</param>
/// <param name="IsQuoted">Whether it stood in quotes: what a substitution gives is then one word, lines and all.</param>
/// <param name="Substitution">The line in <c>$(…)</c>; null for text.</param>
public sealed record TypedPart(string Text, bool IsQuoted, TypedLine? Substitution);
