namespace Dashboard.Services.Access.Policy;

/// <summary>What those who do not manage an environment may create on it: section <c>Dashboard:Policy</c>.</summary>
public sealed class PolicyOptions
{
    /// <summary>
    /// Paths of the engine's host that they may bind: "/srv/data" is that folder and nothing below it, "/srv/www/**:ro" is all below it, to
    /// read only. (Whoever can write to a folder can put a link there that leads out of it, so nothing below a writable one is safe.)
    /// </summary>
    public IList<string> BindRoots { get; set; } = [];

    /// <summary>Capabilities that they may add, without "CAP_"; unless set, those that the engine gives every container.</summary>
    public IList<string> Capabilities { get; set; } = [];
}
