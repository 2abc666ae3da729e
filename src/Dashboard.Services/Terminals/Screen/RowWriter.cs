namespace Dashboard.Services.Terminals.Screen;

/// <summary>Writes cells as the bytes that draw them.</summary>
internal sealed class RowWriter(Graphemes graphemes, LinkTable links)
{
    /// <summary>Writes a whole row from the default pen on, and leaves the default pen. A row that the next one goes on from is filled.</summary>
    public void WriteRow(ByteText to, ScreenRow row, bool isFilled)
    {
        if (row.IsPlain && !isFilled)
        {
            WritePlain(to, row.Cells.AsSpan(0, row.Used));
            return;
        }

        var pen = default(Cell);
        WriteCells(to, row.Cells.AsSpan(0, isFilled ? row.Cells.Length : row.Used), ref pen);
        WritePen(to, default, ref pen);
    }

    /// <summary>Writes cells, beginning with <paramref name="pen"/>, which is the last cell's then.</summary>
    public void WriteCells(ByteText to, ReadOnlySpan<Cell> cells, ref Cell pen)
    {
        foreach (ref readonly var cell in cells)
        {
            if (cell.Style.HasFlag(CellStyle.Spacer))
            {
                continue;
            }

            WritePen(to, cell, ref pen);
            if (cell.Glyph is > 0 and < 0x80)
            {
                to.Add((byte)cell.Glyph);
            }
            else if (cell.Glyph == 0)
            {
                to.Add((byte)' ');
            }
            else if ((cell.Glyph & Cell.Joined) != 0)
            {
                to.Add(graphemes.TextOf(cell.Glyph));
            }
            else
            {
                to.AddRune(cell.Glyph);
            }
        }
    }

    /// <summary>Writes what makes <paramref name="pen"/> the one of <paramref name="cell"/>; nothing when it is.</summary>
    public void WritePen(ByteText to, in Cell cell, ref Cell pen)
    {
        if (cell.HasPenOf(pen))
        {
            return;
        }

        if (cell.Link != pen.Link)
        {
            to.Add("\e]8;"u8);
            to.Add(links.Of(cell.Link));
            to.Add("\e\\"u8);
        }

        to.Add("\e[0"u8);
        var style = cell.Style;
        WriteFlag(to, style, CellStyle.Bold, ";1"u8);
        WriteFlag(to, style, CellStyle.Dim, ";2"u8);
        WriteFlag(to, style, CellStyle.Italic, ";3"u8);
        WriteFlag(to, style, CellStyle.Blink, ";5"u8);
        WriteFlag(to, style, CellStyle.Inverse, ";7"u8);
        WriteFlag(to, style, CellStyle.Hidden, ";8"u8);
        WriteFlag(to, style, CellStyle.Strike, ";9"u8);
        WriteFlag(to, style, CellStyle.Overline, ";53"u8);
        if ((style & CellStyle.Underline) != 0)
        {
            to.Add(";4:"u8);
            to.Add((int)(style & CellStyle.Underline) >> Cell.UnderlineShift);
        }

        WriteColour(to, cell.Foreground, 38);
        WriteColour(to, cell.Background, 48);
        to.Add((byte)'m');
        pen = cell;
    }

    private static void WritePlain(ByteText to, ReadOnlySpan<Cell> cells)
    {
        foreach (ref readonly var cell in cells)
        {
            to.Add(cell.Glyph == 0 ? (byte)' ' : (byte)cell.Glyph);
        }
    }

    private static void WriteFlag(ByteText to, CellStyle style, CellStyle flag, ReadOnlySpan<byte> code)
    {
        if ((style & flag) != 0)
        {
            to.Add(code);
        }
    }

    private static void WriteColour(ByteText to, uint colour, int code)
    {
        if (colour == 0)
        {
            return;
        }

        to.Add((byte)';');
        to.Add(code);
        if ((colour & Cell.Rgb) == 0)
        {
            to.Add(";5;"u8);
            to.Add((int)(colour & 0xFF));
            return;
        }

        to.Add(";2"u8);
        for (var shift = 16; shift >= 0; shift -= 8)
        {
            to.Add((byte)';');
            to.Add((int)(colour >> shift) & 0xFF);
        }
    }
}
