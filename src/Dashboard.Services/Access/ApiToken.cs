using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Access;

/// <summary>A token for scripts: a row of table <c>ApiTokens</c>.</summary>
public sealed class ApiToken
{
    /// <summary>SHA-256 of the token, so that a copy of the database lets nobody in.</summary>
    [Key, MaxLength(64)]
    public required string Id { get; init; }

    /// <summary>Whose it is; it can do what they can do now.</summary>
    [MaxLength(64)]
    public required string UserId { get; init; }

    /// <summary>What its owner calls it.</summary>
    [MaxLength(64)]
    public required string Name { get; init; }

    /// <summary>What it allows at most, however much its owner may do.</summary>
    public required Right Rights { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops working.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Last use, to within <see cref="SessionStore.TouchEvery"/>; null before the first.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
