using System.Buffers;

namespace Dashboard.Services.Terminals.Screen;

/// <summary>What an <see cref="EscapeParser"/> finds.</summary>
internal interface ISequenceHandler
{
    /// <summary>Printable ASCII.</summary>
    void Print(ReadOnlySpan<byte> ascii);

    /// <summary>Another character.</summary>
    void Print(int codePoint);

    /// <summary>A control character, below 0x20.</summary>
    void Control(byte code);

    /// <summary>ESC, an intermediate character (0 is none), a final one.</summary>
    void Escape(byte intermediate, byte final);

    /// <summary>A control sequence.</summary>
    void Csi(ControlSequence sequence);

    /// <summary>An operating system command, without its introducer and terminator; at most 4 KB of it.</summary>
    void Osc(ReadOnlySpan<byte> text);
}

/// <summary>
/// Finds characters and escape sequences in what a program prints, as ECMA-48 and xterm have them, whatever the borders of its pieces. Bytes
/// of what is not complete yet are in <see cref="Pending"/>, bounded.
/// </summary>
internal sealed class EscapeParser(ISequenceHandler handler)
{
    private const int MostPending = 4096;
    private const byte Esc = 0x1B;

    private static readonly SearchValues<byte> Printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    private readonly ByteText _pending = new();
    private readonly ControlSequence _csi = new();
    private State _state = State.Ground;
    private byte _intermediate;
    private int _codePoint;
    private int _missing;
    private int _characterStart;
    private int _textStart;

    private enum State
    {
        Ground,
        Escape,
        Csi,
        IgnoredCsi,
        Osc,

        /// <summary>DCS, APC, PM, SOS: all of it is ignored.</summary>
        String,
    }

    /// <summary>The beginning of a sequence or character whose rest has not come. Of a long string only its beginning.</summary>
    public ReadOnlySpan<byte> Pending => _pending.Span;

    /// <summary>Takes in the next piece.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_state == State.Ground && _missing == 0)
            {
                var run = bytes.IndexOfAnyExcept(Printable);
                run = run < 0 ? bytes.Length : run;
                if (run > 0)
                {
                    handler.Print(bytes[..run]);
                    bytes = bytes[run..];
                    continue;
                }
            }

            Take(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void Take(byte b)
    {
        if (b >= 0x80)
        {
            TakeHigh(b);
            return;
        }

        if (_missing > 0)
        {
            DropCharacter();
        }

        Take((int)b, b);
    }

    // UTF-8. A byte that is out of place is dropped, as the browser's terminal drops it.
    private void TakeHigh(byte b)
    {
        if (b >= 0xC0)
        {
            DropCharacter();
            (_missing, _codePoint) = b switch
            {
                >= 0xC2 and < 0xE0 => (1, b & 0x1F),
                >= 0xE0 and < 0xF0 => (2, b & 0x0F),
                >= 0xF0 and < 0xF5 => (3, b & 0x07),
                _ => (0, 0),
            };
            _characterStart = _pending.Length;
            if (_missing > 0)
            {
                Keep(b);
            }

            return;
        }

        if (_missing == 0)
        {
            return;
        }

        _codePoint = (_codePoint << 6) | (b & 0x3F);
        Keep(b);
        if (--_missing > 0)
        {
            return;
        }

        var length = _pending.Length - _characterStart;
        if (IsOverlong(_codePoint, length) || _codePoint is >= 0xD800 and <= 0xDFFF or > 0x10FFFF)
        {
            CutPending();
            return;
        }

        if (_state is State.Osc or State.String && _codePoint is not 0x9C)
        {
            return;
        }

        CutPending();
        if (_codePoint is >= 0x80 and <= 0x9F)
        {
            // C1 controls are ESC and a letter.
            TakeC1((byte)(_codePoint - 0x40));
        }
        else
        {
            Take(_codePoint, 0);
        }
    }

    private static bool IsOverlong(int codePoint, int length) => (length, codePoint) is (3, < 0x800) or (4, < 0x10000);

    private void TakeC1(byte letter)
    {
        End();
        Keep(Esc);
        _state = State.Escape;
        _intermediate = 0;
        Take((int)letter, letter);
    }

    private void Take(int c, byte raw)
    {
        if (c is 0x18 or 0x1A)
        {
            _state = State.Ground;
            _pending.Clear();
            return;
        }

        if (c == Esc)
        {
            End();
            Keep(Esc);
            (_state, _intermediate) = (State.Escape, 0);
            return;
        }

        switch (_state)
        {
            case State.Ground:
                TakeGround(c);
                break;
            case State.Escape:
                TakeEscape(c, raw);
                break;
            case State.Csi:
            case State.IgnoredCsi:
                TakeCsi(c, raw);
                break;
            case State.Osc when c == 0x07:
                End();
                break;
            case State.Osc:
            case State.String:
                if (raw >= 0x20)
                {
                    Keep(raw);
                }

                break;
        }
    }

    private void TakeGround(int c)
    {
        if (c < 0x20)
        {
            handler.Control((byte)c);
        }
        else if (c is >= 0x20 and < 0x7F)
        {
            handler.Print([(byte)c]);
        }
        else if (c != 0x7F)
        {
            handler.Print(c);
        }
    }

    private void TakeEscape(int c, byte raw)
    {
        if (c < 0x20)
        {
            handler.Control((byte)c);
            return;
        }

        if (c >= 0x7F)
        {
            if (c > 0x7F)
            {
                Reset();
            }

            return;
        }

        Keep(raw);
        if (c < 0x30)
        {
            _intermediate = raw;
            return;
        }

        if (_intermediate == 0 && (c is '[' or ']' or 'P' or 'X' or '^' or '_'))
        {
            _state = (char)c switch { '[' => State.Csi, ']' => State.Osc, _ => State.String };
            _csi.Clear();
            _textStart = _pending.Length;
            return;
        }

        var intermediate = _intermediate;
        Reset();
        if (raw != '\\' || intermediate != 0)
        {
            handler.Escape(intermediate, raw);
        }
    }

    private void TakeCsi(int c, byte raw)
    {
        if (c < 0x20)
        {
            handler.Control((byte)c);
            return;
        }

        if (c >= 0x7F)
        {
            return;
        }

        Keep(raw);
        if (c >= 0x40)
        {
            var isIgnored = _state == State.IgnoredCsi;
            Reset();
            if (!isIgnored)
            {
                _csi.Final = raw;
                handler.Csi(_csi);
            }
        }
        else if (!_csi.Take(raw))
        {
            _state = State.IgnoredCsi;
        }
    }

    // An OSC ends with BEL, ST, or with the escape that begins the next sequence.
    private void End()
    {
        var isOsc = _state == State.Osc;
        var text = isOsc ? _pending.Span[Math.Min(_textStart, _pending.Length)..].ToArray() : [];
        Reset();
        if (isOsc)
        {
            handler.Osc(text);
        }
    }

    private void Reset()
    {
        _state = State.Ground;
        _pending.Clear();
    }

    private void DropCharacter()
    {
        if (_missing > 0)
        {
            CutPending();
            _missing = 0;
        }
    }

    private void CutPending() => _pending.Cut(Math.Min(_characterStart, _pending.Length));

    private void Keep(byte b)
    {
        if (_pending.Length < MostPending)
        {
            _pending.Add(b);
        }
    }
}
