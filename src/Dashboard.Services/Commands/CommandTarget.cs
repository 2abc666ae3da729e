namespace Dashboard.Services.Commands;

/// <summary>The sort of thing that a command acts on.</summary>
public enum TargetKind
{
    /// <summary>The engine itself.</summary>
    Engine,

    /// <summary>A container.</summary>
    Container,

    /// <summary>Whatever the actor can see, and nothing else: lists.</summary>
    Visible,

    /// <summary>An image.</summary>
    Image,

    /// <summary>A network.</summary>
    Network,

    /// <summary>A volume.</summary>
    Volume,

    /// <summary>Whatever has the name, in the order in which <c>docker inspect</c> looks: container, image, network, volume.</summary>
    Anything,
}

/// <summary>One thing that a command acts on, as the user named it.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Name">Its name, id or prefix of an id.</param>
public sealed record CommandTarget(TargetKind Kind, ResourceName Name)
{
    /// <summary>The engine itself; whoever acts on it must hold the right on all that is on it.</summary>
    public static CommandTarget Engine { get; } = new(TargetKind.Engine, default);

    /// <summary>What the actor holds the right on, however little that is; the command reads it through <see cref="CommandContext.May"/> only.</summary>
    public static CommandTarget Visible { get; } = new(TargetKind.Visible, default);

    /// <summary>The container called <paramref name="name"/>.</summary>
    public static CommandTarget Container(ResourceName name) => new(TargetKind.Container, name);

    /// <summary>The network called <paramref name="name"/>.</summary>
    public static CommandTarget Network(ResourceName name) => new(TargetKind.Network, name);

    /// <summary>The volume called <paramref name="name"/>.</summary>
    public static CommandTarget Volume(ResourceName name) => new(TargetKind.Volume, name);

    /// <summary>Whatever is called <paramref name="name"/>.</summary>
    public static CommandTarget Anything(ResourceName name) => new(TargetKind.Anything, name);
}
