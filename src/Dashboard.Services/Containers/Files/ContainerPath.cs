using System.Text;

namespace Dashboard.Services.Containers.Files;

/// <summary>
/// An absolute path inside a container, as text: "/", "/etc/passwd". Only text is done to it here; what it leads to, links and all, the
/// engine finds out inside the container.
/// </summary>
public readonly record struct ContainerPath
{
    /// <summary>Bytes that Linux takes for a path (PATH_MAX).</summary>
    private const int MostBytes = 4096;

    private readonly string? _value;

    private ContainerPath(string value) => _value = value;

    /// <summary>The top.</summary>
    public static ContainerPath Root { get; } = new("/");

    /// <summary>The path, beginning with a slash and without one at its end.</summary>
    public string Value => _value ?? "/";

    /// <summary>Whether it is the top.</summary>
    public bool IsRoot => Value == "/";

    /// <summary>Its last part; "/" for the top.</summary>
    public string Name => IsRoot ? "/" : Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it is in; the top is in itself.</summary>
    public ContainerPath Parent => Value.LastIndexOf('/') is > 0 and var cut ? new(Value[..cut]) : Root;

    /// <summary>The way from the top to it, itself the last.</summary>
    public IReadOnlyList<ContainerPath> Way
    {
        get
        {
            List<ContainerPath> way = [this];
            while (!way[0].IsRoot)
            {
                way.Insert(0, way[0].Parent);
            }

            return way;
        }
    }

    /// <summary>Reads what somebody typed or a link names: a slash is put before, "." and ".." are taken as a browser takes them in an address.</summary>
    /// <returns>Whether it is a path: text that has bytes, no NUL, and no more of them than Linux takes.</returns>
    public static bool TryParse(string? text, out ContainerPath path)
    {
        path = Root;
        if (text is null || text.Contains('\0', StringComparison.Ordinal) || !IsWholeText(text) || Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            return false;
        }

        List<string> parts = [];
        foreach (var part in text.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        path = new ContainerPath("/" + string.Join('/', parts));
        return true;
    }

    /// <summary>Something in this folder.</summary>
    /// <param name="name">A name as a listing gives it, one part.</param>
    public ContainerPath Child(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal)
            ? throw new ArgumentException("not one part of a path", nameof(name))
            : new ContainerPath(IsRoot ? $"/{name}" : $"{Value}/{name}");
    }

    /// <summary>The path.</summary>
    public override string ToString() => Value;

    // Half a surrogate pair would become other bytes on its way to the engine.
    private static bool IsWholeText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) && i++ >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
