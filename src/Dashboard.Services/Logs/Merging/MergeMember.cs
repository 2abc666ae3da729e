namespace Dashboard.Services.Logs.Merging;

/// <summary>One of the logs that are read as one.</summary>
/// <param name="Held">The log.</param>
internal sealed record MergeMember(ContainerLog Held)
{
    /// <summary>Full id of its container.</summary>
    public string Id => Held.Owner.Id;

    /// <summary>Name of its container, the last that it had.</summary>
    public string Name => Held.Owner.Name;

    /// <summary>Its records.</summary>
    public KeptLog Log => Held.Log;

    /// <inheritdoc/>
    public bool Equals(MergeMember? other) => ReferenceEquals(Held, other?.Held);

    /// <inheritdoc/>
    public override int GetHashCode() => Held.GetHashCode();
}
