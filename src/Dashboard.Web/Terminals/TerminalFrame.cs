using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Web.Terminals;

/// <summary>The wire format of terminals towards the browser: a kind (1 byte) and what belongs to it.</summary>
internal static class TerminalFrame
{
    private const byte OutputKind = 0;
    private const byte ExitedKind = 1;
    private const byte ErrorKind = 2;
    private const byte OpenedKind = 3;

    /// <summary>Bytes of the process's output, as they are.</summary>
    public static byte[] Output(byte[] bytes) => [OutputKind, .. bytes];

    /// <summary>The process ended: its code, 4 bytes little-endian.</summary>
    public static byte[] Exited(int code)
    {
        var frame = new byte[5];
        frame[0] = ExitedKind;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), code);
        return frame;
    }

    /// <summary>A sentence on why there is no terminal, UTF-8.</summary>
    public static byte[] Error(string message) => [ErrorKind, .. Encoding.UTF8.GetBytes(message)];

    /// <summary>The terminal is open; its session's id, ASCII.</summary>
    public static byte[] Opened(string id) => [OpenedKind, .. Encoding.ASCII.GetBytes(id)];
}
