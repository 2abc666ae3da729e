namespace Dashboard.Services.Access.Protection;

/// <summary>What somebody decided about a container's protection, whatever its label says.</summary>
public sealed class ContainerProtection
{
    /// <summary>Name of the environment.</summary>
    public required string Environment { get; set; }

    /// <summary>Full id of the container.</summary>
    public required string ContainerId { get; set; }

    /// <summary>Protected, or not although its label says so.</summary>
    public bool IsProtected { get; set; }

    /// <summary>Who decided.</summary>
    public required string UserName { get; set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset Since { get; set; }
}
