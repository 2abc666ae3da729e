using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Services.Logs;
using Dashboard.Testing;

namespace Dashboard.Engine.Tests.Logs;

/// <summary>What is kept of a log, as the docker CLI would print it: the bytes of each stream, and each line's time.</summary>
internal sealed class KeptText
{
    private readonly MemoryStream _stdout = new();
    private readonly MemoryStream _stderr = new();

    public byte[] Stdout => _stdout.ToArray();

    public byte[] Stderr => _stderr.ToArray();

    /// <summary>Times of the lines of standard output, in nanoseconds since 1970.</summary>
    public List<long> Times { get; } = [];

    /// <summary>Rows that are no lines: gaps, notices, dividers.</summary>
    public List<LogKind> Others { get; } = [];

    /// <summary>All of the log of a container that has stopped; waits until all is kept.</summary>
    public static async Task<KeptText> ReadAsync(ServiceHost services, string name, bool hasTty, CancellationToken cancellationToken)
    {
        var container = await services.Get<IContainerQueries>().InspectAsync(ServiceHost.Admin, services.Local, ResourceName.Of(name), cancellationToken);
        var held = services.Get<LogKeeper>().For(services.Local).Open(container.Summary);
        using var look = held.Log.Look();
        var text = new KeptText();
        for (var from = held.Log.First; !text.Others.Contains(LogKind.Ended);)
        {
            var block = await held.Log.ReadAsync(from, cancellationToken) ?? throw new InvalidOperationException($"The log of {name} ended without the container.");
            LogBatch.Read(block.Records.Span, line => text.Take(line, hasTty));
            from = block.Next;
        }

        return text;
    }

    private void Take(LogLine line, bool hasTty)
    {
        if (line.Kind is not (LogKind.Stdout or LogKind.Stderr))
        {
            Others.Add(line.Kind);
            return;
        }

        var stream = line.Kind == LogKind.Stdout ? _stdout : _stderr;
        stream.Write(line.Text);
        if (!line.Continues)
        {
            stream.Write(hasTty ? "\r\n"u8 : "\n"u8);
            if (line.Kind == LogKind.Stdout)
            {
                Times.Add(line.Timestamp);
            }
        }
    }
}
