using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Access.Registries;
using Dashboard.Services.Commands;
using Dashboard.Services.Environments;
using Docker.DotNet;

namespace Dashboard.Services.Registries;

/// <summary>
/// <c>docker login</c>: tries an account at a registry, by the engine, and keeps it sealed for everybody who pulls, pushes and builds there.
/// That is a setting of the environment, so it takes the right to manage it.
/// </summary>
[Verb("login", "Authenticate to a registry")]
public sealed record LogIn : DockerCommand
{
    private const int LongestPassword = 16 * 1024;

    /// <summary>Password or token. Better by <see cref="PasswordFromInput"/>: a line is seen by others.</summary>
    [Option("--password", "-p", Help = "Password or Personal Access Token (PAT)")]
    public string? Password { get; init; }

    /// <summary>The password is what comes in.</summary>
    [Option("--password-stdin", Help = "Take the Password or Personal Access Token (PAT) from stdin")]
    public bool PasswordFromInput { get; init; }

    /// <summary>Name at the registry.</summary>
    [Option("--username", "-u", Help = "Username")]
    public string? UserName { get; init; }

    /// <summary>Host and port; null is Docker Hub.</summary>
    [Argument(0, "SERVER", Optional = true)]
    public string? Server { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Demand> Demands => [new Demand(Right.Manage, CommandTarget.Engine)];

    internal override CommandResult? Complaint =>
        RegistryAddress.Read(Server) is null ? CommandResult.Wrong($"\"{Server}\" is no address of a registry: a host name is, with a port if need be")
        : !string.IsNullOrEmpty(Password) && PasswordFromInput ? CommandResult.Wrong("conflicting options: cannot specify both --password and --password-stdin")
        : PasswordFromInput && string.IsNullOrEmpty(UserName) ? CommandResult.Wrong("the --password-stdin option requires --username to be set")
        : null;

    internal override async Task<CommandResult> ExecuteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var address = RegistryAddress.Read(Server)!;
        var password = PasswordFromInput ? await ReadPasswordAsync(context.Files.Input, cancellationToken) : Password;
        var kept = string.IsNullOrEmpty(UserName) && string.IsNullOrEmpty(password)
            ? await context.Registries.FindAsync(context.Environment.Name, address, cancellationToken)
            : null;
        var credentials = kept
            ?? (string.IsNullOrEmpty(UserName) || string.IsNullOrEmpty(password) ? null : new RegistryCredentials(UserName, password, IsIdentityToken: false));
        if (credentials is null)
        {
            return CommandResult.Wrong("Error: Cannot perform an interactive login from a non TTY device");
        }

        var (status, token) = await TryAsync(context.Connection, address, credentials, cancellationToken);
        credentials = string.IsNullOrEmpty(token) ? credentials : credentials with { Secret = token, IsIdentityToken = true };
        await context.Registries.SetAsync(context.Actor, context.Environment.Name, address, credentials, cancellationToken);
        var existing = kept is null ? "" : $"Authenticating with existing credentials... [Username: {kept.UserName}]\n\n"
            + "Info → To login with a different account, run 'docker logout' followed by 'docker login'\n\n";
        return new CommandResult(0, $"{existing}{status}\n", "");
    }

    /// <summary>Shows an account to a registry, by the engine that will use it.</summary>
    /// <returns>The registry's word, and a token in the password's place where it gives one.</returns>
    /// <exception cref="EngineErrorException">The registry refused, or can't be reached.</exception>
    internal static async Task<(string Status, string? Token)> TryAsync(
        EngineConnection connection, string address, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(RegistryAccounts.Json(address, credentials).ToJsonString()));
        body.Headers.ContentType = new("application/json");
        try
        {
            using var answer = await connection.Http.SendAsync(HttpMethod.Post, "/auth", body, cancellationToken);
            await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            using var json = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            return (json.RootElement.GetProperty("Status").GetString()!, json.RootElement.TryGetProperty("IdentityToken", out var token) ? token.GetString() : null);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && EngineErrors.Translate(e) is { } refused)
        {
            // Not the actor is refused here, but the account; and whatever a registry echoes, the password is not for others.
            throw new EngineErrorException(refused with { Kind = EngineErrorKind.Failed, Message = refused.Message.Replace(credentials.Secret, SecretWords.Masked, StringComparison.Ordinal) }, e);
        }
    }

    private static async Task<string> ReadPasswordAsync(Stream? input, CancellationToken cancellationToken)
    {
        if (input is null)
        {
            return "";
        }

        var bytes = new byte[LongestPassword];
        var read = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, read));
        text = text.EndsWith('\n') ? text[..^1] : text;
        return text.EndsWith('\r') ? text[..^1] : text;
    }
}
