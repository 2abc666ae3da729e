using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Dashboard.Web.Tests.Budgets;

/// <summary>Archives that are small on their way and large behind it.</summary>
internal static class BombArchives
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>An entry that says so many megabytes of itself.</summary>
    public static byte[] Attributes(char type, int megabytes) => Packed(output =>
    {
        output.Write(Head("name", type, (long)megabytes * Megabyte));
        Fill(output, megabytes);
    });

    /// <summary>A file of zeros.</summary>
    public static byte[] Zeros(int megabytes) => Packed(output =>
    {
        output.Write(Head("zeros", '0', (long)megabytes * Megabyte));
        Fill(output, megabytes);
    });

    /// <summary>Many empty files.</summary>
    public static byte[] Files(int count, string name) => Packed(output =>
    {
        for (var n = 0; n < count; n++)
        {
            output.Write(Head($"{name}{n}", '0', 0));
        }

        output.Write(new byte[1024]);
    });

    /// <summary>Files with paths that have so many letters.</summary>
    public static byte[] LongPath(int length) => Packed(output =>
    {
        using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        for (var n = 0; n < 50; n++)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('p', length)));
        }
    });

    private static byte[] Packed(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            write(packed);
        }

        return bytes.ToArray();
    }

    private static void Fill(Stream output, int megabytes)
    {
        var piece = new byte[Megabyte];
        for (var n = 0; n < megabytes; n++)
        {
            output.Write(piece);
        }
    }

    private static byte[] Head(string name, char type, long size)
    {
        var head = new byte[512];
        Put(0, name);
        Put(100, "0000644\0");
        Put(108, "0000000\0");
        Put(116, "0000000\0");
        Put(124, Convert.ToString(size, 8).PadLeft(11, '0') + "\0");
        Put(136, "00000000000\0");
        Put(148, "        ");
        head[156] = (byte)type;
        Put(257, "ustar\000");
        Put(148, Convert.ToString(head.Sum(b => (int)b), 8).PadLeft(6, '0') + "\0 ");
        return head;

        void Put(int at, string text) => Encoding.ASCII.GetBytes(text).CopyTo(head, at);
    }
}
