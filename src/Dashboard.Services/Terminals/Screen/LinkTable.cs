namespace Dashboard.Services.Terminals.Screen;

/// <summary>Links of OSC 8, each kept once as "parameters;address"; index 0 is no link. Bounded: hostile output makes no more.</summary>
/// <param name="mostKept">How many, no link included; up to 65,536.</param>
internal sealed class LinkTable(int mostKept)
{
    private readonly List<string> _links = [";"];
    private readonly Dictionary<string, ushort> _indexes = new() { [";"] = 0 };

    /// <summary>The link's index; 0 when there are too many.</summary>
    public ushort Add(string link)
    {
        if (!_indexes.TryGetValue(link, out var index) && _links.Count < mostKept)
        {
            index = (ushort)_links.Count;
            _links.Add(link);
            _indexes.Add(link, index);
        }

        return index;
    }

    /// <summary>What stands between "OSC 8 ;" and its end.</summary>
    public string Of(ushort index) => _links[index];
}
