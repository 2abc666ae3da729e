using System.Diagnostics;
using System.Net;
using System.Text;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Images.Builds.Contexts;

/// <summary>
/// Fetches one commit of a repository with the <c>git</c> program and gives its files as a tar archive. Nothing is checked out: no hook, filter
/// or link of the repository's is ever acted on. It is given no configuration, no credentials, no terminal, and no way out but <see cref="GuardedProxy"/>.
/// </summary>
internal sealed class GitFetch(GitSource source, string folder, BuildOptions options)
{
    private const string EmptyObjects = "/dev/null";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    private long MostBytes => options.ContextMegabytes * 1024L * 1024;

    /// <summary>Writes the archive.</summary>
    /// <param name="archive">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineErrorException">It can't be fetched, or may not be; why, in plain words.</exception>
    public async Task RunAsync(Stream archive, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        await using var proxy = new GuardedProxy(Judge, MostBytes);
        try
        {
            await RequireAsync(proxy, ["init", "--quiet", "--bare", "--template="], null, limit.Token);
            // The attributes of a tree could leave files out of an archive, or write into them.
            Directory.CreateDirectory(Path.Combine(folder, "info"));
            await File.WriteAllTextAsync(Path.Combine(folder, "info", "attributes"), "* -export-ignore -export-subst -filter\n", limit.Token);
            await RequireAsync(
                proxy,
                ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", source.Address.AbsoluteUri, source.Reference.Length > 0 ? source.Reference : "HEAD"],
                null,
                limit.Token);
            await RequireAsync(proxy, ["archive", "--format=tar", source.Folder.Length > 0 ? $"FETCH_HEAD:{source.Folder}" : "FETCH_HEAD"], archive, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(EngineErrorKind.Unreachable, $"{source.Address} was not fetched within {_patience.TotalMinutes:0} minutes.");
        }
    }

    // Over plain HTTP only to networks that the operator answers for.
    private string? Judge(IPAddress address) =>
        NetworkAddress.IsIn(options.AllowedNetworks, address) ? null
        : NetworkAddress.IsOfThisNetwork(address) ? "an address of this network, which only Dashboard:Builds:GitNetworks can allow"
        : source.Address.Scheme != Uri.UriSchemeHttps ? "over plain HTTP, which whoever is on the way can change"
        : null;

    private async Task RequireAsync(GuardedProxy proxy, string[] arguments, Stream? destination, CancellationToken cancellationToken)
    {
        var errors = await GitAsync(proxy, arguments, destination, cancellationToken);
        if (errors is null)
        {
            return;
        }

        throw proxy.Refusal is { } refusal
            ? Failure(EngineErrorKind.Refused, $"{source.Address} can't be fetched: {refusal}.")
            : Failure(EngineErrorKind.Invalid, $"{source.Address} can't be fetched: {Words(errors)}");
    }

    // Null: all went well.
    private async Task<string?> GitAsync(GuardedProxy proxy, string[] arguments, Stream? destination, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        Environ(start.Environment, proxy.Address);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var git = Start(start);
        git.StandardInput.Close();
        var errors = ReadSomeAsync(git.StandardError);
        try
        {
            await BoundedCopy.RunAsync(git.StandardOutput.BaseStream, destination ?? Stream.Null, MostBytes, cancellationToken);
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

    private void Environ(IDictionary<string, string?> environment, string proxy)
    {
        var path = environment.TryGetValue("PATH", out var found) ? found : null;
        environment.Clear();
        environment["PATH"] = path;
        environment["HOME"] = folder;
        environment["LC_ALL"] = "C.UTF-8";
        environment["GIT_DIR"] = folder;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = EmptyObjects;
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ALLOW_PROTOCOL"] = source.Address.Scheme;
        // Not on the command line, which everybody on the host can read.
        (string Key, string Value)[] settings =
        [
            ("http.proxy", proxy),
            ("http.followRedirects", "initial"),
            ("http.lowSpeedLimit", "1"),
            ("http.lowSpeedTime", "60"),
            ("credential.helper", ""),
            ("core.hooksPath", EmptyObjects),
            ("core.fsmonitor", "false"),
            ("core.attributesFile", EmptyObjects),
            ("fetch.recurseSubmodules", "false"),
            ("gc.auto", "0"),
            ("maintenance.auto", "false"),
            ("tar.umask", "0022"),
        ];
        environment["GIT_CONFIG_COUNT"] = settings.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < settings.Length; i++)
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
        return line.StartsWith("fatal: ", StringComparison.Ordinal) ? line["fatal: ".Length..] : line;
    }

    private static EngineErrorException Failure(EngineErrorKind kind, string words) => new(new EngineError(kind, words));
}
