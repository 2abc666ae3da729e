using System.Runtime.InteropServices;
using System.Text;

namespace Dashboard.Testing;

/// <summary>The only password form that the registry's htpasswd file takes, by the C library: .NET has none.</summary>
internal static class Bcrypt
{
    // Cost 5 and a fixed salt: these passwords protect nothing.
    private const string Setting = "$2b$05$abcdefghijklmnopqrstuu";

    public static string Hash(string password) => Marshal.PtrToStringUTF8(Crypt(Terminated(password), Terminated(Setting)))
        ?? throw new InvalidOperationException("crypt(3) knows no bcrypt here.");

    private static byte[] Terminated(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    [DllImport("libcrypt.so.1", EntryPoint = "crypt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Crypt(byte[] password, byte[] setting);
}
