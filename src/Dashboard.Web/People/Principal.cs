namespace Dashboard.Web.People;

/// <summary>Somebody, or a group, that a role can be given to.</summary>
/// <param name="Id">Key of its row.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsGroup">Which of the two.</param>
public sealed record Principal(string Id, string Name, bool IsGroup);
