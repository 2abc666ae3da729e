using Dashboard.Services.Commands;
using Dashboard.Services.Containers.Creation;

namespace Dashboard.Services.Containers;

/// <summary><c>docker create</c>: makes a container without starting it.</summary>
[Verb("create", "Create a new container", Aliases = ["container create"], OptionsFirst = true)]
public sealed record CreateContainer : ContainerCreation
{
    /// <summary>The same container as <paramref name="other"/> makes, without starting it.</summary>
    public static CreateContainer From(ContainerCreation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Lifecycle = other.Lifecycle,
            Process = other.Process,
            Network = other.Network,
            Storage = other.Storage,
            Limits = other.Limits,
            Health = other.Health,
            Isolation = other.Isolation,
            Image = other.Image,
            Command = other.Command,
        };
    }

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var creator = new ContainerCreator(context);
        try
        {
            var version = context.Connection.ApiVersion;
            SpecBuilder.RequireVersion(this, version);
            var spec = SpecBuilder.Build(this, detached: false, version);
            SpecBuilder.RequireMacAddress(this, version);
            var created = await creator.CreateAsync(spec, Lifecycle, before: null, cancellationToken);
            var warnings = string.Concat(created.Warnings.Select(w => $"WARNING: {w}\n"));
            return new CommandResult(0, created.Id + "\n", creator.Progress + warnings) { Note = created.Note };
        }
        catch (CommandLineException e)
        {
            return CreationErrors.Of(e, "create");
        }
        catch (Exception e) when (EngineErrors.Translate(e) is { } error)
        {
            return new CommandResult(1, "", $"{creator.Progress}{error.ToCliText()}\n") { Error = error };
        }
    }
}
