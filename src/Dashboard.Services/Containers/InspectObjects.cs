using Dashboard.Services.Commands;

namespace Dashboard.Services.Containers;

/// <summary><c>docker inspect</c>: containers; other sorts of things join it with their rows.</summary>
[Verb("inspect", "Return low-level information on Docker objects")]
public sealed record InspectObjects : InspectCommand
{
    private static readonly string[] _types = ["config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"];

    /// <summary>Names, ids or unique prefixes of ids.</summary>
    [Argument(0, "NAME|ID")]
    public EquatableList<ResourceName> Names { get; init; } = [];

    /// <summary>What sort of thing is meant; null is any.</summary>
    [Option("--type", Help = "Only inspect objects of the given type")]
    public string? Type { get; init; }

    internal override EquatableList<ResourceName> Wanted => Names;

    internal override CommandResult? Complaint => Type switch
    {
        null or "" or "container" => base.Complaint,
        _ when _types.Contains(Type) => new CommandResult(1, "", $"docker inspect --type {Type} is not offered here yet: only containers are\n"),
        _ => new CommandResult(1, "", $"unknown type: \"{Type}\": must be one of {string.Join(", ", _types.Select(t => $"\"{t}\""))}\n"),
    };

    internal override string ErrorText(ResourceName name, EngineError error) =>
        error.Kind == EngineErrorKind.NotFound && string.IsNullOrEmpty(Type) ? $"Error: No such object: {name}" : base.ErrorText(name, error);
}
