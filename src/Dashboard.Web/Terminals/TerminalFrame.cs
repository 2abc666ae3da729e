using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Services.Terminals;

namespace Dashboard.Web.Terminals;

/// <summary>The wire format of terminals towards the browser: a kind (1 byte) and what belongs to it.</summary>
internal static class TerminalFrame
{
    private const byte OutputKind = 0;
    private const byte ExitedKind = 1;
    private const byte ErrorKind = 2;
    private const byte OpenedKind = 3;
    private const byte ResizedKind = 4;
    private const byte EndedKind = 5;
    private const byte AboutKind = 6;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>What a viewer is sent.</summary>
    public static byte[] Of(TerminalPiece piece) => piece switch
    {
        TerminalPiece.Output output => Output(output.Bytes),
        TerminalPiece.About about => About(about.State),
        TerminalPiece.Resized size => Resized(size.Columns, size.Rows),
        _ => throw new ArgumentOutOfRangeException(nameof(piece)),
    };

    /// <summary>Bytes of the process's output, as they are.</summary>
    public static byte[] Output(byte[] bytes)
    {
        var frame = new byte[bytes.Length + 1];
        frame[0] = OutputKind;
        bytes.CopyTo(frame, 1);
        return frame;
    }

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

    /// <summary>Another viewer gave the terminal another size, in cells, 2 bytes little-endian each.</summary>
    public static byte[] Resized(int columns, int rows) =>
        [ResizedKind, (byte)columns, (byte)(columns >> 8), (byte)rows, (byte)(rows >> 8)];

    /// <summary>
    /// What is known of the terminal besides its screen, JSON: {"isRecorded":true,"owner":"kim","isOwner":false,"mayType":false,"sharing":"watch","people":[…]}.
    /// </summary>
    public static byte[] About(TerminalState state) => [AboutKind, .. JsonSerializer.SerializeToUtf8Bytes(state, _json)];

    /// <summary>The dashboard ended the terminal; why, UTF-8.</summary>
    public static byte[] Ended(string reason) => [EndedKind, .. Encoding.UTF8.GetBytes(reason)];
}
