namespace Dashboard.Services.Containers.Files;

/// <summary>What sort of thing has a name in a folder.</summary>
public enum FileKind
{
    /// <summary>Bytes.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A device, pipe or socket: nothing that could be read here.</summary>
    Special,
}

/// <summary>One name in a folder of a container.</summary>
public sealed record FileEntry
{
    /// <summary>Its name as text; what is no UTF-8 in it is �.</summary>
    public required string Name { get; init; }

    /// <summary>Whether <see cref="Name"/> is exactly its name, so that it can be asked for by it.</summary>
    public bool HasExactName { get; init; } = true;

    /// <summary>What it is.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Of something special, which: 'b' or 'c' (devices), 'p' (pipe), 's' (socket).</summary>
    public char Special { get; init; } = '?';

    /// <summary>Bytes; means nothing but for a file.</summary>
    public long Size { get; init; }

    /// <summary>Permissions, the lowest twelve bits of st_mode.</summary>
    public uint Mode { get; init; }

    /// <summary>Owner by name where the container knows one, else by number.</summary>
    public string User { get; init; } = "";

    /// <summary>Group likewise.</summary>
    public string Group { get; init; } = "";

    /// <summary>When its content last changed (UTC).</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>What a link names, as it stands in it; "" for anything else, and where it is not known.</summary>
    public string Target { get; init; } = "";

    /// <summary>As <c>ls -l</c> shows it: "-rw-r--r--", "drwxrwxrwt".</summary>
    public string ModeText
    {
        get
        {
            const string letters = "rwxrwxrwx";
            Span<char> text = stackalloc char[10];
            text[0] = Kind switch { FileKind.Directory => 'd', FileKind.Link => 'l', FileKind.Special => Special, _ => '-' };
            for (var i = 0; i < 9; i++)
            {
                text[i + 1] = (Mode & (0x100u >> i)) != 0 ? letters[i] : '-';
            }

            Mark(text, 3, 0x800, 's');
            Mark(text, 6, 0x400, 's');
            Mark(text, 9, 0x200, 't');
            return text.ToString();
        }
    }

    private void Mark(Span<char> text, int at, uint bit, char letter)
    {
        if ((Mode & bit) != 0)
        {
            text[at] = text[at] == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }
}

/// <summary>What is in a folder of a container.</summary>
/// <param name="Entries">Folders first, then by name.</param>
/// <param name="Cut">Why there may be more than these; <see cref="ListingCut.None"/> when these are all.</param>
/// <param name="BytesRead">What the engine had to send for it.</param>
public sealed record FileListing(IReadOnlyList<FileEntry> Entries, ListingCut Cut, long BytesRead);

/// <summary>Why a listing is not whole.</summary>
public enum ListingCut
{
    /// <summary>It is whole.</summary>
    None,

    /// <summary>It took too long: the engine can only tell of a folder by sending all that is below it.</summary>
    Time,

    /// <summary>There are more names than are kept.</summary>
    Count,
}
