using Dashboard.Services.Commands;

namespace Dashboard.Engine.Tests.Registries;

/// <summary>For steps that a test needs done before what it is about.</summary>
internal static class DoneCommand
{
    public static CommandResult EnsureDone(this CommandResult result) =>
        result.ExitCode == 0 ? result : throw new InvalidOperationException($"exit {result.ExitCode}: {result.Stdout}{result.Stderr}");
}
