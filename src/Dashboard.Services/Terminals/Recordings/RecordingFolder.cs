using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>
/// The recordings of one environment: two files each, named by the audit log's row, and what is known of them in memory. Made for many: the
/// folder is read once.
/// </summary>
internal sealed partial class RecordingFolder(string path, ILogger logger)
{
    private readonly Lock _gate = new();
    private SortedDictionary<long, Recording>? _known;

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<Recording> All()
    {
        lock (_gate)
        {
            return [.. Known().Values.Reverse()];
        }
    }

    /// <summary>One of them; null when there is none.</summary>
    public Recording? Find(long number)
    {
        lock (_gate)
        {
            return Known().GetValueOrDefault(number);
        }
    }

    /// <summary>The file with what the terminal showed.</summary>
    public string CastOf(long number) => PathOf(number, ".cast.zst");

    /// <summary>Notes what is known of a recording.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public void Write(Recording recording)
    {
        DataDirectory.CreatePrivate(path);
        DataDirectory.WritePrivate(PathOf(recording.Number, ".json"), JsonSerializer.Serialize(recording));
        lock (_gate)
        {
            Known()[recording.Number] = recording;
        }
    }

    /// <summary>The same; where the disk refuses, until the program ends.</summary>
    /// <returns>Why the disk refuses; null when it does not.</returns>
    public string? TryWrite(Recording recording)
    {
        try
        {
            Write(recording);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotNoted(recording.Number, e.Message);
            lock (_gate)
            {
                Known()[recording.Number] = recording;
            }

            return e.Message;
        }
    }

    /// <summary>Deletes a recording.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Delete(long number)
    {
        // What is known goes last: a recording that nobody knows of would stay for ever.
        File.Delete(CastOf(number));
        File.Delete(PathOf(number, ".json"));
        lock (_gate)
        {
            Known().Remove(number);
        }
    }

    private string PathOf(long number, string extension) => Path.Combine(path, number.ToString(CultureInfo.InvariantCulture) + extension);

    private SortedDictionary<long, Recording> Known() => _known ??= new SortedDictionary<long, Recording>(Read().ToDictionary(r => r.Number));

    private IEnumerable<Recording> Read()
    {
        foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.json") : [])
        {
            Recording? recording = null;
            try
            {
                recording = JsonSerializer.Deserialize<Recording>(File.ReadAllBytes(file));
            }
            catch (JsonException e)
            {
                LogUnreadable(file, e.Message);
            }

            if (recording is not null)
            {
                yield return recording.Ended is null ? Interrupted(recording) : recording;
            }
        }
    }

    // Read at the start only: it went on when the program was killed.
    private Recording Interrupted(Recording recording)
    {
        var cast = new FileInfo(CastOf(recording.Number));
        return recording with
        {
            Ended = cast.Exists ? new DateTimeOffset(cast.LastWriteTimeUtc) : recording.Started,
            EndReason = "the dashboard was killed",
            Length = cast.Exists ? cast.Length : 0,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is known of recording {Number} could not be written: {Reason}")]
    private partial void LogNotNoted(long number, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is damaged; its recording is not shown: {Reason}")]
    private partial void LogUnreadable(string file, string reason);
}
