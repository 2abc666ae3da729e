using System.Diagnostics;
using System.Text;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// A bare repository in a folder of its own, and the <c>git</c> program on it. Nothing is checked out: no hook, filter or link of the
/// repository's is ever acted on. It is given no configuration, no credentials, no terminal, and no way out but <see cref="GuardedProxy"/>.
/// </summary>
/// <param name="source">Where it is fetched from.</param>
/// <param name="folder">An empty folder.</param>
/// <param name="proxy">The way out.</param>
/// <param name="mostBytes">Bytes that git may print of it.</param>
/// <param name="certificates">File with the authorities to trust, PEM; null is the system's.</param>
internal sealed class GitRepository(GitSource source, string folder, GuardedProxy proxy, long mostBytes, string? certificates)
{
    /// <summary>What was fetched, as git names it.</summary>
    public const string Fetched = "FETCH_HEAD";

    private const string NoObjects = "/dev/null";
    private const int MostListed = 64 * 1024 * 1024;

    /// <summary>Where it is fetched from.</summary>
    public GitSource Source => source;

    /// <summary>Fetches one commit.</summary>
    /// <exception cref="EngineErrorException">It can't be fetched, or may not be; why, in plain words.</exception>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(["init", "--quiet", "--bare", "--template="], null, cancellationToken);
        // The attributes of a tree could leave files out of an archive, or write into them.
        Directory.CreateDirectory(Path.Combine(folder, "info"));
        await File.WriteAllTextAsync(Path.Combine(folder, "info", "attributes"), "* -export-ignore -export-subst -filter\n", cancellationToken);
        await RequireAsync(
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", source.Address.AbsoluteUri, source.Reference.Length > 0 ? source.Reference : "HEAD"],
            null,
            cancellationToken);
    }

    /// <summary>Writes a tree as a tar archive.</summary>
    /// <param name="tree">Such as <c>FETCH_HEAD:app</c>.</param>
    /// <param name="prefix">Comes before each path; "" nothing.</param>
    /// <param name="archive">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">There is no such tree, or it is too large.</exception>
    public Task WriteAsync(string tree, string prefix, Stream archive, CancellationToken cancellationToken) =>
        RequireAsync(["archive", "--format=tar", .. prefix.Length > 0 ? (string[])[$"--prefix={prefix}"] : [], tree], archive, cancellationToken);

    /// <summary>The other repositories that it has at some of its paths, and where from; without those that are not to be fetched.</summary>
    /// <exception cref="EngineErrorException">One of them has no address, or one that is not fetched.</exception>
    public async Task<IReadOnlyList<(string Path, GitSource Source)>> SubmodulesAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        // 160000 commit 0123…abcd<tab>vendor/lib<nul>
        var links = (await ReadAsync(["ls-tree", "-r", "-z", "--full-tree", Fetched], cancellationToken))
            .Split('\0').Where(l => l.StartsWith("160000 commit ", StringComparison.Ordinal)).Select(l => l.Split('\t', 2))
            .Where(l => isWanted(l[1])).Select(l => (Path: l[1], Commit: l[0].Split(' ')[2])).ToList();
        if (links.Count == 0)
        {
            return [];
        }

        var named = GitModules.Parse(await ReadAsync(["config", "-z", "--no-includes", "--blob", $"{Fetched}:.gitmodules", "--list"], cancellationToken));
        List<(string, GitSource)> found = [];
        foreach (var (path, commit) in links)
        {
            if (named.FirstOrDefault(m => m.Path == path) is not { Url.Length: > 0 } module)
            {
                throw Failure(EngineErrorKind.Invalid, $"{source.Address} has a submodule at {path}, and .gitmodules does not say where from.");
            }

            if (module.IsLeftOut)
            {
                continue;
            }

            if (!source.TryResolve(module.Url, commit, out var submodule, out var wrong))
            {
                throw Failure(EngineErrorKind.Refused, $"{source.Address} has a submodule at {path} from {module.Url}: {wrong}.");
            }

            found.Add((path, submodule));
        }

        return found;
    }

    // "" where git has nothing to tell, such as of a file that is not there.
    private async Task<string> ReadAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        return await GitAsync(arguments, bytes, MostListed, cancellationToken) is null ? Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) : "";
    }

    private async Task RequireAsync(string[] arguments, Stream? destination, CancellationToken cancellationToken)
    {
        var errors = await GitAsync(arguments, destination, mostBytes, cancellationToken);
        if (errors is null)
        {
            return;
        }

        throw proxy.Refusal is { } refusal
            ? Failure(EngineErrorKind.Refused, $"{source.Address} can't be fetched: {refusal}.")
            : Failure(EngineErrorKind.Invalid, $"{source.Address} can't be fetched: {Words(errors)}");
    }

    // Null: all went well.
    private async Task<string?> GitAsync(string[] arguments, Stream? destination, long most, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        Environ(start.Environment);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var git = Start(start);
        git.StandardInput.Close();
        var errors = ReadSomeAsync(git.StandardError);
        try
        {
            await BoundedCopy.RunAsync(git.StandardOutput.BaseStream, destination ?? Stream.Null, most, cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
        }
        catch (Exception)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }

        return git.ExitCode == 0 ? null : await errors;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EngineErrorException(new EngineError(EngineErrorKind.Failed, $"Repositories are fetched with git, which can't be started on the dashboard's server: {e.Message}"), e);
        }
    }

    private void Environ(IDictionary<string, string?> environment)
    {
        var path = environment.TryGetValue("PATH", out var found) ? found : null;
        environment.Clear();
        environment["PATH"] = path;
        environment["HOME"] = folder;
        environment["LC_ALL"] = "C.UTF-8";
        environment["GIT_DIR"] = folder;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = NoObjects;
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ALLOW_PROTOCOL"] = source.Address.Scheme;
        // Not on the command line, which everybody on the host can read.
        List<(string Key, string Value)> settings =
        [
            ("http.proxy", proxy.Address),
            ("http.followRedirects", "initial"),
            ("http.lowSpeedLimit", "1"),
            ("http.lowSpeedTime", "60"),
            ("credential.helper", ""),
            ("core.hooksPath", NoObjects),
            ("core.fsmonitor", "false"),
            ("core.attributesFile", NoObjects),
            ("fetch.recurseSubmodules", "false"),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
            ("tar.umask", "0022"),
        ];
        if (certificates is not null)
        {
            settings.Add(("http.sslCAInfo", certificates));
        }

        environment["GIT_CONFIG_COUNT"] = settings.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < settings.Count; i++)
        {
            environment[$"GIT_CONFIG_KEY_{i}"] = settings[i].Key;
            environment[$"GIT_CONFIG_VALUE_{i}"] = settings[i].Value;
        }
    }

    // A server may send words of its own without end.
    private static async Task<string> ReadSomeAsync(StreamReader reader)
    {
        const int most = 8 * 1024;
        var text = new StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            text.Append(buffer, 0, text.Length < most ? read : 0);
        }

        return text.ToString();
    }

    private static string Words(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(l => l.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "git told nothing";
        line = line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
        // fatal: unable to access 'https://…/': server certificate verification failed. CAfile: none CRLfile: none
        // fatal: unable to access 'https://…/': SSL certificate problem: self-signed certificate
        return line.Contains("certificate", StringComparison.OrdinalIgnoreCase) && line.StartsWith("unable to access", StringComparison.Ordinal)
            ? $"its certificate is not trusted here. Add its authority's to those that the dashboard's server trusts, or name a file with it in SSL_CERT_FILE. ({line})"
            : line;
    }

    private static EngineErrorException Failure(EngineErrorKind kind, string words) => new(new EngineError(kind, words));
}
