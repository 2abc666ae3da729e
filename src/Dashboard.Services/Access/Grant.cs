using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Dashboard.Services.Access;

/// <summary>A role given to a user or a group on a scope: a row of table <c>Grants</c>.</summary>
public sealed class Grant
{
    /// <summary>Random.</summary>
    [Key, MaxLength(36)]
    public required string Id { get; init; }

    /// <summary>Whom it is given to, unless to a group.</summary>
    [MaxLength(64)]
    public string? UserId { get; init; }

    /// <summary>The group that it is given to, unless to a user.</summary>
    [MaxLength(36)]
    public string? GroupId { get; init; }

    /// <summary>One of <see cref="BuiltInRoles"/>, unless it is an own role.</summary>
    [MaxLength(32)]
    public string? BuiltInRole { get; init; }

    /// <summary>Key of an own role, unless it is a built-in one.</summary>
    [MaxLength(36)]
    public string? RoleId { get; init; }

    /// <summary>Environment that it is limited to.</summary>
    [MaxLength(255)]
    public string? Environment { get; init; }

    /// <summary>Compose project that it is limited to.</summary>
    [MaxLength(255)]
    public string? Project { get; init; }

    /// <summary>Label that it is limited to.</summary>
    [MaxLength(255)]
    public string? LabelKey { get; init; }

    /// <summary>Value of that label.</summary>
    [MaxLength(255)]
    public string? LabelValue { get; init; }

    /// <summary>The group at the sign-in provider that gives it, and takes it away again; null when it was given here.</summary>
    [MaxLength(255)]
    public string? ProviderGroup { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The columns as a scope.</summary>
    [NotMapped]
    public GrantScope Scope => GrantScope.FromColumns(Environment, Project, LabelKey, LabelValue);
}
