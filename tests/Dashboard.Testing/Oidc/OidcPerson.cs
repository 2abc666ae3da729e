namespace Dashboard.Testing;

/// <summary>Somebody whom an <see cref="OidcProvider"/> knows.</summary>
/// <param name="Subject">Who they are there, for good.</param>
/// <param name="Name">Their preferred name.</param>
/// <param name="Groups">Their groups.</param>
public sealed record OidcPerson(string Subject, string Name, params string[] Groups)
{
    /// <summary>Their e-mail address, which a dashboard must not go by.</summary>
    public string Email { get; init; } = "";
}
