namespace Dashboard.Services.Access;

/// <summary>Where an attempt to get in comes from.</summary>
/// <param name="Address">IP address.</param>
/// <param name="UserAgent">Browser, as it calls itself.</param>
public sealed record Visitor(string Address, string UserAgent);
