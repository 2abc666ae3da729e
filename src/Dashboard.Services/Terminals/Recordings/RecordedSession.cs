using Dashboard.Services.Access;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>What is to be recorded.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Environment">On which engine.</param>
/// <param name="Command">What runs.</param>
/// <param name="Size">Size of the screen.</param>
/// <param name="HasTerminal">False for a command whose output goes back in one piece.</param>
internal sealed record RecordedSession(Actor Owner, DockerEnvironment Environment, DockerCommand Command, TerminalDimensions Size, bool HasTerminal);
