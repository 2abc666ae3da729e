using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Access;

/// <summary>A signed-in browser: a row of table <c>Sessions</c>.</summary>
public sealed class UserSession
{
    /// <summary>SHA-256 of the secret in the cookie, so that a copy of the database opens no session.</summary>
    [Key, MaxLength(64)]
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    [MaxLength(64)]
    public required string UserId { get; init; }

    /// <summary>When they signed in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last request or click, to within <see cref="SessionStore.TouchEvery"/>.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>IP address that they signed in from.</summary>
    [MaxLength(64)]
    public required string Address { get; init; }

    /// <summary>Browser, as it called itself.</summary>
    [MaxLength(256)]
    public required string UserAgent { get; init; }

    /// <summary>When they proved again who they are, with the session open; null while they did not.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>When it was ended; null while nobody has, expired or not.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
