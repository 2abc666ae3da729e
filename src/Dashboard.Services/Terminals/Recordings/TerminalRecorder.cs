using System.Buffers;
using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Commands;

namespace Dashboard.Services.Terminals.Recordings;

/// <summary>
/// Records one terminal while it is read. Lines wait in memory, at most for a second and 64 KB, and are written by whoever reads the terminal or
/// by the keeper's beat: where the disk is slow the terminal waits, and where it fails the recording does.
/// </summary>
internal sealed class TerminalRecorder
{
    /// <summary>Bytes of lines that are worth a frame of their own.</summary>
    private const int FullLength = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly CastWriter _writer;
    private readonly CastFile _file;
    private readonly RecordingFolder _folder;
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly long _mostBytes;
    private TerminalDimensions _size;
    private bool _isOver;

    /// <summary>Begins: the header is on disk when this returns.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="recording">What is known of it.</param>
    /// <param name="mode">On or strict.</param>
    /// <param name="size">Size of the terminal.</param>
    /// <param name="mostBytes">Bytes on disk beyond which it fails.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public TerminalRecorder(RecordingFolder folder, Recording recording, RecordingMode mode, TerminalDimensions size, long mostBytes, TimeProvider time)
    {
        (_folder, Recording, Mode, _mostBytes, _time) = (folder, recording, mode, mostBytes, time);
        _begun = time.GetTimestamp();
        _writer = new CastWriter(_lines);
        _size = size;
        _writer.Header(size, recording.Started, recording.Command);
        folder.Write(recording);
        _file = CastFile.Create(folder.CastOf(recording.Number));
        _file.Append(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }

    /// <summary>What is known of it now.</summary>
    public Recording Recording { get; private set; }

    /// <summary>Strict: the terminal ends with it.</summary>
    public RecordingMode Mode { get; }

    /// <summary>Why it has failed; null while it has not.</summary>
    public string? Failure => Recording.Failure;

    /// <summary>Told once, on any thread, when it has failed.</summary>
    public event Action<TerminalRecorder>? Failed;

    private long Now => (long)_time.GetElapsedTime(_begun).TotalMilliseconds;

    /// <summary>The terminal shows something.</summary>
    public void Output(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _writer.Output(Now, bytes);
            }
        }
    }

    /// <summary>The terminal has this size from now on.</summary>
    public void Resized(TerminalDimensions size)
    {
        lock (_gate)
        {
            if (!_isOver && size != _size)
            {
                _size = size;
                _writer.Resized(Now, size);
            }
        }
    }

    /// <summary>Something happened that is not on the screen.</summary>
    public void Note(string what)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _writer.Marker(Now, what);
            }
        }
    }

    /// <summary>The session turned out to run in this container.</summary>
    public void Enter(ResolvedContainer container) => Know(r => r with
    {
        ContainerId = container.Id,
        ContainerName = container.Name,
        Image = container.Details.Summary.Image,
        Labels = container.Labels,
    });

    /// <summary>Writes what waits, if it is much.</summary>
    public void WriteIfFull()
    {
        lock (_gate)
        {
            if (_lines.WrittenCount < FullLength)
            {
                return;
            }
        }

        Write();
    }

    /// <summary>Writes what waits.</summary>
    public void Write() => WriteToDisk(isLast: false);

    // A disk may take lines and find only when they have to be there that it is full.
    private void WriteToDisk(bool isLast)
    {
        lock (_writing)
        {
            try
            {
                WriteLines();
                if (isLast && !_isOver)
                {
                    _file.Sync();
                }

                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(e.Message);
            }
        }

        Failed?.Invoke(this);
    }

    /// <summary>Ends it.</summary>
    /// <param name="exitCode">Exit code of the process; null when it was ended.</param>
    /// <param name="reason">Why it was ended; null when the process ended by itself.</param>
    /// <returns>What is wrong with the recording, for the audit log; null when nothing is.</returns>
    public string? End(int? exitCode, string? reason)
    {
        lock (_gate)
        {
            if (!_isOver && exitCode is { } code)
            {
                _writer.Exited(Now, code);
            }
            else if (!_isOver)
            {
                _writer.Marker(Now, reason ?? "");
            }
        }

        WriteToDisk(isLast: true);
        lock (_writing)
        {
            _isOver = true;
            _file.Dispose();
            var why = Know(r => r with { Ended = _time.GetUtcNow(), ExitCode = exitCode, EndReason = reason, Length = _file.Length });
            return Failure is not null ? $"the recording broke off: {Failure}"
                : why is not null ? $"the recording is whole, but its end could not be noted: {why}"
                : null;
        }
    }

    private void WriteLines()
    {
        byte[] lines;
        lock (_gate)
        {
            if (_isOver || _lines.WrittenCount == 0)
            {
                return;
            }

            lines = _lines.WrittenSpan.ToArray();
            _lines.ResetWrittenCount();
        }

        _file.Append(lines);
        lock (_gate)
        {
            Recording = Recording with { Length = _file.Length };
        }

        if (_file.Length > _mostBytes)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it is longer than {_mostBytes >> 20} MB, the most that is kept of one"));
        }
    }

    private void Fail(string why)
    {
        lock (_gate)
        {
            _isOver = true;
            _lines.Clear();
        }

        Know(r => r with { Failure = why });
    }

    // What is known of it is worth less than the recording itself: a disk that takes only the one makes none of it fail.
    private string? Know(Func<Recording, Recording> change)
    {
        lock (_gate)
        {
            Recording = change(Recording);
        }

        return _folder.TryWrite(Recording);
    }
}
