using System.ComponentModel.DataAnnotations;

namespace Dashboard.Services.Access;

/// <summary>Somebody in a group: a row of table <c>GroupMembers</c>.</summary>
public sealed class GroupMember
{
    /// <summary>The group.</summary>
    [MaxLength(36)]
    public required string GroupId { get; init; }

    /// <summary>Who.</summary>
    [MaxLength(64)]
    public required string UserId { get; init; }
}
