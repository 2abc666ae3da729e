using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dashboard.Services.Environments;
using Dashboard.Services.Logs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Benchmarks;

/// <summary>What the server itself costs a log line: the engine's answer from memory, through every part of the reader, onto disk.</summary>
internal static class LogPipe
{
    private const int Lines = 1_000_000;
    private const int Rounds = 5;
    private const int Piece = 256 * 1024;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var answer = Answer();
        List<double> walls = [];
        List<double> cpus = [];
        for (var i = 0; i < Rounds; i++)
        {
            var (wall, cpu) = await KeepAsync(answer, cancellationToken);
            walls.Add(wall * 1000);
            cpus.Add(cpu * 1000);
        }

        Figures.Print($"{Lines:#,##0} lines of 110 bytes from memory: HTTP, frames, lines, kept", "ms", ("until all are on disk", walls), ("CPU", cpus));
    }

    private static async Task<(double Wall, double Cpu)> KeepAsync(byte[] answer, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("log-pipe-").FullName;
        try
        {
            using var log = new KeptLog(folder, 1, NullLogger.Instance);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await using var body = new HttpBody(new MemoryStream(answer), [], chunked: true, contentLength: null);
            var demuxer = new LogDemuxer(new LogLineAssembler(new LogJudge(new LogCursor(), log).Take));
            var buffer = new byte[Piece];
            int read;
            while ((read = body.Read(buffer)) > 0)
            {
                demuxer.Write(buffer.AsSpan(0, read));
                log.Flush();
            }

            await log.SealAsync(cancellationToken);
            return log.Next == Lines + 1
                ? (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds)
                : throw new InvalidOperationException($"{log.Next - 1} of {Lines} lines were kept.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As the engine sends it: each line a frame, each frame a chunk.
    private static byte[] Answer()
    {
        using var answer = new MemoryStream();
        var random = new Random(7);
        var time = new DateTime(2026, 11, 23, 18, 43, 17, DateTimeKind.Utc);
        for (var i = 1; i <= Lines; i++)
        {
            time = time.AddTicks(random.Next(200));
            var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"{time:yyyy-MM-ddTHH:mm:ss.fffffff}{i % 100:D2}Z {i:D9} level=info msg=\"request served\" path=/api/v1/items/{random.Next(10_000)} user={random.Next(500)} took={random.Next(300)}ms status=200 trace={random.Next():x8}{random.Next():x8}\n"));
            answer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.Length + 8:x}\r\n")));
            answer.Write([1, 0, 0, 0, 0, 0, 0, (byte)line.Length]);
            answer.Write(line);
            answer.Write("\r\n"u8);
        }

        answer.Write("0\r\n\r\n"u8);
        return answer.ToArray();
    }
}
