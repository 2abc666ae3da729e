namespace Dashboard.Services.Containers.Creation;

/// <summary>What kind of thing was found out about a container that is not made yet.</summary>
public enum CreationFindingKind
{
    /// <summary>Options are wrong or contradict each other.</summary>
    Wrong,

    /// <summary>The policy does not let the user do this.</summary>
    Forbidden,

    /// <summary>Another container has the name.</summary>
    NameTaken,

    /// <summary>Another container publishes on the same port of the host.</summary>
    PortTaken,

    /// <summary>The image is not on the engine and will be pulled.</summary>
    ImageMissing,
}

/// <summary>Something found out about a container that is not made yet, before anybody asks the engine for it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Text">The docker CLI's or the policy's words; the name, port ("8080/tcp") or image concerned.</param>
/// <param name="Other">Name of the container that has the name or port; "" where none is concerned.</param>
public sealed record CreationFinding(CreationFindingKind Kind, string Text, string Other = "");
