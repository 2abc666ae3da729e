using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dashboard.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Engine.Tests.Images.Builds;

/// <summary>Git repositories over HTTP or HTTPS on loopback: git's own CGI program behind a small server, which can also redirect elsewhere.</summary>
public sealed class GitServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("git");
    private readonly WebApplication _app;

    private GitServer(WebApplication app) => _app = app;

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Where requests for "/elsewhere.git" are sent.</summary>
    public string? Elsewhere { get; set; }

    private string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="certificate">The server's; null is plain HTTP.</param>
    public static async Task<GitServer> StartAsync(CancellationToken cancellationToken, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var server = new GitServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Address of a repository.</summary>
    public string Url(string name) => $"{Address}/{name}.git";

    /// <summary>A repository with these files in one commit on "main".</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">Their texts, by path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="submodules">Commits of other repositories, by path; where those come from is for a file ".gitmodules" to say.</param>
    /// <returns>The commit.</returns>
    public async Task<string> AddAsync(
        string name, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken, params (string Path, string Commit)[] submodules)
    {
        var work = _folder.At($"{name}-work");
        Directory.CreateDirectory(work);
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, path))!);
            await File.WriteAllTextAsync(Path.Combine(work, path), text, cancellationToken);
        }

        string[][] steps =
        [
            ["init", "-q", "-b", "main"],
            ["add", "-A"],
            .. submodules.Select(s => (string[])["update-index", "--add", "--cacheinfo", $"160000,{s.Commit},{s.Path}"]),
            ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"],
        ];
        foreach (var step in steps)
        {
            (await Cli.RunAsync("git", ["-C", work, .. step], null, cancellationToken)).EnsureSuccess();
        }

        (await Cli.RunAsync("git", ["clone", "-q", "--bare", work, _folder.At($"{name}.git")], null, cancellationToken)).EnsureSuccess();
        return (await Cli.RunAsync("git", ["-C", work, "rev-parse", "HEAD"], null, cancellationToken)).EnsureSuccess().Text;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        var path = request.Path.Value!;
        Asked.Enqueue(path);
        if (path.StartsWith("/elsewhere.git", StringComparison.Ordinal))
        {
            response.Redirect($"{Elsewhere}{path["/elsewhere.git".Length..]}{request.QueryString}");
            return;
        }

        var start = new ProcessStartInfo("git") { ArgumentList = { "http-backend" }, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = _folder.Path,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["PATH_INFO"] = path,
            ["QUERY_STRING"] = request.QueryString.Value!.TrimStart('?'),
            ["REQUEST_METHOD"] = request.Method,
            ["CONTENT_TYPE"] = request.ContentType,
            ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
        })
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        await request.Body.CopyToAsync(git.StandardInput.BaseStream);
        git.StandardInput.Close();
        using var answer = new MemoryStream();
        await git.StandardOutput.BaseStream.CopyToAsync(answer);
        await git.WaitForExitAsync();
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(bytes, 0, Math.Max(0, end)).Split("\r\n"))
        {
            if (header.Split(": ", 2) is [var name, var value])
            {
                if (name == "Status")
                {
                    response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
                }
                else
                {
                    response.Headers[name] = value;
                }
            }
        }

        await response.Body.WriteAsync(bytes.AsMemory(end + 4));
    }
}
