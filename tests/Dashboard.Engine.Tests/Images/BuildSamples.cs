using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Images;

/// <summary>Contexts to build from, and what came of them.</summary>
internal static class BuildSamples
{
    // In every context.
    private static readonly (string Name, string Text)[] _files =
        [("a.txt", "a\n"), ("sub/b.txt", "b\n"), ("sub/c.md", "c\n"), ("run.sh", "#!/bin/sh\necho ran\n"), ("Other.dockerfile", "FROM busybox:latest\nENV OTHER=1\n")];

    /// <summary>A Dockerfile and some files as an archive. The CLI looks at the first 512 bytes only, and takes one that begins with extended headers for a Dockerfile.</summary>
    public static async Task<byte[]> ContextAsync(string dockerfile, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in _files.Prepend(("Dockerfile", dockerfile)))
            {
                await tar.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        ModificationTime = DateTimeOffset.UnixEpoch.AddYears(50),
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    },
                    cancellationToken);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>An image's settings.</summary>
    public static async Task<JsonElement> ConfigAsync(PrivateEngine engine, string image, CancellationToken cancellationToken)
    {
        using var inspected = JsonDocument.Parse((await engine.DockerAsync(cancellationToken, "image", "inspect", image)).EnsureSuccess().Stdout);
        return inspected.RootElement[0].GetProperty("Config").Clone();
    }

    /// <summary>Its files, with what stands in the short ones.</summary>
    public static async Task<string> TreeAsync(PrivateEngine engine, string image, CancellationToken cancellationToken) => (await engine.DockerAsync(
        cancellationToken, "run", "--rm", "--user", "0", "--entrypoint", "sh", image, "-c",
        "find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /etc \\) -prune -o -type f -exec ls -ln {} + | awk '{print $1,$3,$4,$5,$NF}' | sort; find / -xdev -type f -size -9 -path '/[a-z0-9]*' ! -path '/etc/*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/dev/*' -exec md5sum {} + | sort")).EnsureSuccess().Stdout;
}
