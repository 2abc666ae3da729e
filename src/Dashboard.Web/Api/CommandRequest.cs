using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Api;

/// <summary>A docker command line to run.</summary>
/// <param name="Line">e.g. "docker stop web"; the word "docker" may be left out. At most 32,768 characters.</param>
public sealed record CommandRequest([property: Required, MaxLength(32 * 1024)] string Line);

/// <summary>What the docker CLI would have given.</summary>
/// <param name="ExitCode">0 when all was done.</param>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
public sealed record CommandResponse(int ExitCode, string Stdout, string Stderr);
