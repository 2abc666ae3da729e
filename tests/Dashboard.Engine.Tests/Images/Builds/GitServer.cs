using System.Diagnostics;
using System.Net;
using System.Text;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images.Builds;

/// <summary>Git repositories over HTTP on loopback: git's own CGI program behind a small server, which can also redirect elsewhere.</summary>
public sealed class GitServer : IDisposable
{
    private readonly HttpListener _http = new();
    private readonly string _root = TestRun.NewDirectory("git");
    private readonly int _port = LoopbackPort.Free();

    /// <summary>Begins to listen.</summary>
    public GitServer()
    {
        _http.Prefixes.Add($"http://127.0.0.1:{_port}/");
        _http.Start();
        _ = ServeAsync();
    }

    /// <summary>Paths that were asked for.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Where requests for "/elsewhere.git" are sent.</summary>
    public string? Elsewhere { get; set; }

    /// <summary>Address of a repository.</summary>
    public string Url(string name) => $"http://127.0.0.1:{_port}/{name}.git";

    /// <summary>A repository with these files in one commit on "main", and what else git is told.</summary>
    public async Task AddAsync(string name, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken, params string[][] more)
    {
        var work = Path.Combine(_root, $"{name}-work");
        Directory.CreateDirectory(work);
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, path))!);
            await File.WriteAllTextAsync(Path.Combine(work, path), text, cancellationToken);
        }

        string[][] steps = [["init", "-q", "-b", "main"], .. more, ["add", "-A"], ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"]];
        foreach (var step in steps)
        {
            (await Cli.RunAsync("git", ["-C", work, .. step], null, cancellationToken)).EnsureSuccess();
        }

        (await Cli.RunAsync("git", ["clone", "-q", "--bare", work, Path.Combine(_root, $"{name}.git")], null, cancellationToken)).EnsureSuccess();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Close();
        Directory.Delete(_root, recursive: true);
    }

    private async Task ServeAsync()
    {
        while (_http.IsListening)
        {
            try
            {
                await AnswerAsync(await _http.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        Asked.Enqueue(request.Url!.AbsolutePath);
        using var response = context.Response;
        if (request.Url.AbsolutePath.StartsWith("/elsewhere.git", StringComparison.Ordinal))
        {
            response.Redirect($"{Elsewhere}{request.Url.AbsolutePath["/elsewhere.git".Length..]}{request.Url.Query}");
            return;
        }

        var start = new ProcessStartInfo("git") { ArgumentList = { "http-backend" }, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = _root,
            ["GIT_HTTP_EXPORT_ALL"] = "1",
            ["PATH_INFO"] = request.Url.AbsolutePath,
            ["QUERY_STRING"] = request.Url.Query.TrimStart('?'),
            ["REQUEST_METHOD"] = request.HttpMethod,
            ["CONTENT_TYPE"] = request.ContentType,
            ["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"],
            ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
        })
        {
            start.Environment[name] = value;
        }

        using var git = Process.Start(start)!;
        await request.InputStream.CopyToAsync(git.StandardInput.BaseStream);
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
                    response.StatusCode = int.Parse(value.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
                }
                else
                {
                    response.Headers[name] = value;
                }
            }
        }

        await response.OutputStream.WriteAsync(bytes.AsMemory(end + 4));
    }
}
