using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Access;

/// <summary>People who are granted the same: a row of table <c>Groups</c>.</summary>
public sealed class UserGroup
{
    /// <summary>Random.</summary>
    [Key, MaxLength(36)]
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [MaxLength(64)]
    public required string Name { get; set; }
}
