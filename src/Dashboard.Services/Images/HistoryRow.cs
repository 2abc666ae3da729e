using System.Globalization;
using Dashboard.Services.Formatting;

namespace Dashboard.Services.Images;

/// <summary>A row of <c>docker history</c> as templates see it.</summary>
internal sealed class HistoryRow(ImageLayer layer, DateTimeOffset now, bool truncates, bool human) : IGoObject
{
    // Before this no image was made: an unset time is not shown as half a century ago.
    private static readonly DateTimeOffset _epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // In JSON's order, which is that of the alphabet.
    private static readonly (string Name, Func<HistoryRow, string> Get)[] _fields =
    [
        ("Comment", r => r.Layer.Comment),
        ("CreatedAt", r => r.CreatedAt),
        ("CreatedBy", r => r.CreatedBy),
        ("CreatedSince", r => r.CreatedSince),
        ("ID", r => r.Truncates ? ImageNames.ShortId(r.Layer.Id) : r.Layer.Id),
        ("Size", r => r.Human ? HumanSize.InThousands(r.Layer.Size, 3) : r.Layer.Size.ToString(CultureInfo.InvariantCulture)),
    ];

    public static TableTitles Titles { get; } = new(
        ("ID", "IMAGE"), ("CreatedSince", "CREATED"), ("CreatedAt", "CREATED AT"), ("CreatedBy", "CREATED BY"), ("Size", "SIZE"), ("Comment", "COMMENT"));

    public string TypeName => "*image.historyContext";

    public bool EscapesHtml => true;

    public IEnumerable<KeyValuePair<string, object?>> Fields => _fields.Select(f => KeyValuePair.Create(f.Name, (object?)f.Get(this)));

    private ImageLayer Layer => layer;

    private bool Truncates => truncates;

    private bool Human => human;

    private string CreatedAt => layer.Created.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string CreatedSince => !human ? CreatedAt : layer.Created <= _epoch ? "" : $"{HumanDuration.Of(now - layer.Created)} ago";

    private string CreatedBy
    {
        get
        {
            var text = layer.CreatedBy.Replace('\t', ' ');
            return truncates ? Ellipsis.Cut(text, 45) : text;
        }
    }

    public bool TryGet(string name, out object? value)
    {
        var field = Array.Find(_fields, f => f.Name == name);
        value = field.Get?.Invoke(this);
        return field.Get is not null;
    }
}
