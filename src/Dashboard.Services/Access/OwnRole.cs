using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Access;

/// <summary>A role that a team made itself: a row of table <c>Roles</c>.</summary>
public sealed class OwnRole
{
    /// <summary>Random.</summary>
    [Key, MaxLength(36)]
    public required string Id { get; init; }

    /// <summary>Its name, like no built-in role's.</summary>
    [MaxLength(64)]
    public required string Name { get; set; }

    /// <summary>What it gives.</summary>
    public required Right Rights { get; set; }
}
