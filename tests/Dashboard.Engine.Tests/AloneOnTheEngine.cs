namespace Dashboard.Engine.Tests;

/// <summary>Tests that look at all containers of the engine, twice: nobody else may make or remove any meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneOnTheEngine
{
    /// <summary>Of the collection.</summary>
    public const string Name = "alone on the engine";
}
