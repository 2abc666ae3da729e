using System.Formats.Tar;
using System.Text;

namespace Dashboard.Testing;

/// <summary>The base image of the tests, made from this machine's static busybox: no registry can be reached.</summary>
public static class BusyboxImage
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly string[] Candidates = ["/bin/busybox", "/usr/bin/busybox"];

    /// <summary>Writes the root file system: busybox, a link for each applet, and the users that <c>id</c> names.</summary>
    /// <param name="path">The tar file to make.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">There is no static busybox on this machine.</exception>
    public static async Task WriteRootAsync(string path, CancellationToken cancellationToken)
    {
        var busybox = Find();
        var applets = (await Cli.RunAsync(busybox, ["--list-full"], null, cancellationToken)).EnsureSuccess();
        await using var tar = new TarWriter(File.Create(path));
        foreach (var directory in (string[])["bin", "sbin", "usr/bin", "usr/sbin", "etc", "root", "proc", "sys", "dev", "var"])
        {
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, directory, Executable), cancellationToken);
        }

        await tar.WriteEntryAsync(Entry(TarEntryType.Directory, "tmp", (UnixFileMode)0b001_111_111_111), cancellationToken);
        await WriteFileAsync(tar, "bin/busybox", Executable, await File.ReadAllBytesAsync(busybox, cancellationToken), cancellationToken);
        // `app` as Microsoft's images have it: an unprivileged user by name.
        await WriteTextAsync(tar, "etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:1654:1654::/tmp:/bin/sh\n", cancellationToken);
        await WriteTextAsync(tar, "etc/group", "root:x:0:\napp:x:1654:\n", cancellationToken);
        foreach (var applet in applets.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "bin/busybox"))
        {
            var link = Entry(TarEntryType.SymbolicLink, applet, Executable);
            link.LinkName = "/bin/busybox";
            await tar.WriteEntryAsync(link, cancellationToken);
        }
    }

    // A dynamically linked busybox names its loader, which the image does not have.
    private static string Find() =>
        Candidates.FirstOrDefault(path => File.Exists(path) && File.ReadAllBytes(path).AsSpan().IndexOf("/ld-"u8) < 0)
        ?? throw new InvalidOperationException("No static busybox here; on Debian: apt-get install busybox-static.");

    private static PaxTarEntry Entry(TarEntryType type, string name, UnixFileMode mode) => new(type, name) { Mode = mode };

    private static Task WriteTextAsync(TarWriter tar, string name, string text, CancellationToken cancellationToken) =>
        WriteFileAsync(tar, name, Readable, Encoding.UTF8.GetBytes(text), cancellationToken);

    private static async Task WriteFileAsync(TarWriter tar, string name, UnixFileMode mode, byte[] bytes, CancellationToken cancellationToken)
    {
        var file = Entry(TarEntryType.RegularFile, name, mode);
        await using var data = new MemoryStream(bytes);
        file.DataStream = data;
        await tar.WriteEntryAsync(file, cancellationToken);
    }
}
