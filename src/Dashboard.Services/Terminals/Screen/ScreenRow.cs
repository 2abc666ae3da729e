namespace Dashboard.Services.Terminals.Screen;

/// <summary>A row of cells.</summary>
internal sealed class ScreenRow(int columns)
{
    /// <summary>All cells, as many as the screen has columns.</summary>
    public Cell[] Cells { get; private set; } = new Cell[columns];

    /// <summary>Cells from here on are blank.</summary>
    public int Used { get; set; }

    /// <summary>Whether it goes on from the row above, which was too long.</summary>
    public bool IsWrapped { get; set; }

    /// <summary>Whether all it has is ASCII in the default pen.</summary>
    public bool IsPlain { get; set; } = true;

    /// <summary>Makes it a new row.</summary>
    public void Clear(in Cell erased)
    {
        IsWrapped = false;
        Erase(0, Cells.Length, erased);
    }

    /// <summary>Erases the cells from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public void Erase(int start, int end, in Cell erased)
    {
        if (erased.Background == 0)
        {
            end = Math.Min(end, Used);
            if (start < end)
            {
                Array.Clear(Cells, start, end - start);
            }

            if (end == Used && start < Used)
            {
                Used = start;
            }

            IsPlain |= Used == 0;
            return;
        }

        Cells.AsSpan(start..end).Fill(erased);
        (Used, IsPlain) = (Math.Max(Used, end), false);
    }

    /// <summary>Moves cells to the right from <paramref name="at"/>; those that leave the row are lost.</summary>
    public void Insert(int at, int count, in Cell erased)
    {
        count = Math.Min(count, Cells.Length - at);
        Array.Copy(Cells, at, Cells, at + count, Cells.Length - at - count);
        Used = Used > at ? Math.Min(Cells.Length, Used + count) : Used;
        Cells.AsSpan(at, count).Fill(erased);
        Used = erased.Background == 0 ? Used : Math.Max(Used, at + count);
        IsPlain &= Used <= at;
    }

    /// <summary>Removes cells at <paramref name="at"/>; the rest moves to the left.</summary>
    public void Delete(int at, int count, in Cell erased)
    {
        count = Math.Min(count, Cells.Length - at);
        Array.Copy(Cells, at + count, Cells, at, Cells.Length - at - count);
        Cells.AsSpan(Cells.Length - count).Fill(erased);
        Used = erased.Background != 0 ? Cells.Length : Used > at ? Math.Max(at, Used - count) : Used;
        IsPlain &= erased.Background == 0;
    }

    /// <summary>Cuts it, or lengthens it with blank cells.</summary>
    public void Resize(int width)
    {
        var cells = new Cell[width];
        Array.Copy(Cells, cells, Math.Min(width, Cells.Length));
        if (Cells.Length > width && cells[width - 1].Style.HasFlag(CellStyle.Wide))
        {
            cells[width - 1] = default;
        }

        (Cells, Used) = (cells, Math.Min(Used, width));
    }
}
