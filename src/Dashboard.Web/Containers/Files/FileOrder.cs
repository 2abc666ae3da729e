using Dashboard.Services.Containers.Files;

namespace Dashboard.Web.Containers.Files;

/// <summary>How a folder's entries stand: folders first, whatever the column.</summary>
/// <param name="Column">"Name", "Size" or "Modified".</param>
/// <param name="IsDescending">The largest or newest first.</param>
internal readonly record struct FileOrder(string Column, bool IsDescending)
{
    /// <summary>As Services gives them.</summary>
    public static FileOrder ByName { get; } = new("Name", false);

    /// <summary>Whether there is an order by this column.</summary>
    public static bool Has(string column) => column is "Name" or "Size" or "Modified";

    /// <summary>The order after a click on a column: turned round, or that column's own.</summary>
    public FileOrder Clicked(string column) => column == Column ? this with { IsDescending = !IsDescending } : new FileOrder(column, column != "Name");

    /// <summary>The entries in this order.</summary>
    public IEnumerable<FileEntry> Apply(IEnumerable<FileEntry> entries)
    {
        var folders = entries.OrderBy(e => e.Kind != FileKind.Directory);
        return (Column, IsDescending) switch
        {
            ("Size", true) => folders.ThenByDescending(e => e.Size),
            ("Size", false) => folders.ThenBy(e => e.Size),
            ("Modified", true) => folders.ThenByDescending(e => e.Modified),
            ("Modified", false) => folders.ThenBy(e => e.Modified),
            (_, true) => folders.ThenByDescending(e => e.Name, StringComparer.OrdinalIgnoreCase),
            _ => entries,
        };
    }
}
