namespace Dashboard.Services.Containers.Creation;

/// <summary>A container read back as the command that makes it.</summary>
/// <param name="Command">The command; values that look secret are empty, or their names bare, where they are withheld.</param>
/// <param name="Withheld">What has its value withheld: names of environment variables, and options ("--log-opt splunk-token").</param>
public sealed record ReadBack(RunContainer Command, IReadOnlyList<string> Withheld);
