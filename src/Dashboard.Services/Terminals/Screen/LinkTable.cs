namespace Dashboard.Services.Terminals.Screen;

/// <summary>Links of OSC 8, each kept once as "parameters;address"; index 0 is no link. Bounded: hostile output makes no more.</summary>
internal sealed class LinkTable
{
    private const int MostKept = 256;

    private readonly List<string> _links = [";"];

    /// <summary>The link's index; 0 when there are too many.</summary>
    public ushort Add(string link)
    {
        var index = _links.IndexOf(link);
        if (index < 0 && _links.Count < MostKept)
        {
            index = _links.Count;
            _links.Add(link);
        }

        return (ushort)Math.Max(index, 0);
    }

    /// <summary>What stands between "OSC 8 ;" and its end.</summary>
    public string Of(ushort index) => _links[index];
}
