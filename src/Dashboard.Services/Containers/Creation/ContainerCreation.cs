using Dashboard.Services.Commands;
using Dashboard.Services.Images;

namespace Dashboard.Services.Containers.Creation;

/// <summary>What <c>docker create</c> and <c>docker run</c> have in common: everything that a container can be made with.</summary>
public abstract record ContainerCreation : DockerCommand
{
    /// <summary>Name, labels, log, end.</summary>
    [OptionGroup]
    public LifecycleOptions Lifecycle { get; init; } = new();

    /// <summary>What runs in it.</summary>
    [OptionGroup]
    public ProcessOptions Process { get; init; } = new();

    /// <summary>Networks, names, ports.</summary>
    [OptionGroup]
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Files.</summary>
    [OptionGroup]
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Limits.</summary>
    [OptionGroup]
    public ResourceLimits Limits { get; init; } = new();

    /// <summary>Health check.</summary>
    [OptionGroup]
    public HealthOptions Health { get; init; } = new();

    /// <summary>What separates it from its host.</summary>
    [OptionGroup]
    public IsolationOptions Isolation { get; init; } = new();

    /// <summary>Image, by name, name and tag, digest or id.</summary>
    [Argument(0, "IMAGE")]
    public ImageReference Image { get; init; }

    /// <summary>Program and arguments in place of the image's.</summary>
    [Argument(1, "ARG", Optional = true)]
    public EquatableList<string> Command { get; init; } = [];

    /// <inheritdoc/>
    public sealed override IEnumerable<Demand> Demands => [new Demand(Access.Right.Create, CommandTarget.Visible)];

    internal sealed override string Recorded => SecretMask.Of(this, "••••••").Command.ToString();
}
