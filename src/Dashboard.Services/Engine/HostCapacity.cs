namespace Dashboard.Services.Engine;

/// <summary>What an engine's host has, and so what no container can have more of.</summary>
/// <param name="Cpus">Processors that the engine may use.</param>
/// <param name="MemoryBytes">Memory in bytes.</param>
public sealed record HostCapacity(int Cpus, long MemoryBytes);
