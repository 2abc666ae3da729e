using Dashboard.Services.Containers.Files;
using Dashboard.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Dashboard.Web.Containers.Files;

/// <summary>What is in a folder. Names come from a container that anybody may have made: text here, and escaped by <see cref="AppUrls"/> in addresses.</summary>
public partial class FileTable
{
    private static readonly (string Column, string Css)[] Columns =
        [("Name", "name"), ("Size", "size"), ("Mode", "mode"), ("Owner", "owner"), ("Modified", "modified")];

    private List<FileEntry> _shown = [];
    private FileListing? _seen;
    private FileOrder _order = FileOrder.ByName;
    private string _filter = "";

    /// <summary>Which folder.</summary>
    [Parameter, EditorRequired]
    public ContainerPath Folder { get; set; }

    /// <summary>What is in it.</summary>
    [Parameter, EditorRequired]
    public required FileListing Listing { get; set; }

    /// <summary>Names that are not as in the image, 'A' or 'C'.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, char> Marks { get; set; } = new Dictionary<string, char>();

    /// <summary>Name of the environment.</summary>
    [Parameter, EditorRequired]
    public required string Environment { get; set; }

    /// <summary>The container as its page's address has it.</summary>
    [Parameter, EditorRequired]
    public required string Container { get; set; }

    /// <summary>The container by id, for downloads.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>Called to look longer where the engine took too long.</summary>
    [Parameter]
    public EventCallback ReadOn { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IStringLocalizer<FilesText> Text { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ContainersText> Ages { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_seen, Listing))
        {
            return;
        }

        _seen = Listing;
        Apply();
    }

    private static string Icon(FileEntry entry) => entry.Kind switch
    {
        FileKind.Directory => Icons.Material.Filled.Folder,
        FileKind.Link => Icons.Material.Outlined.Link,
        FileKind.Special => Icons.Material.Outlined.Cable,
        _ when (entry.Mode & 0x49) != 0 => Icons.Material.Outlined.Terminal,
        _ => Icons.Material.Outlined.Description,
    };

    private string? Url(FileEntry entry) =>
        entry.HasExactName && entry.Kind != FileKind.Special ? AppUrls.ContainerFiles(Environment, Container, Folder.Child(entry.Name).Value) : null;

    private string? DownloadUrl(FileEntry entry) => (entry.HasExactName, entry.Kind) switch
    {
        (true, FileKind.File) => AppUrls.ApiFile(Environment, Id, Folder.Child(entry.Name).Value),
        (true, FileKind.Directory) => AppUrls.ApiArchive(Environment, Id, Folder.Child(entry.Name).Value),
        _ => null,
    };

    private string DownloadTitle(FileEntry entry) =>
        entry.Kind == FileKind.File ? Text["Download.File", ShownName.Of(entry.Name)] : Text["Download.Tar", ShownName.Of(entry.Name)];

    private string? Sorted(string column) => _order.Column != column ? null : _order.IsDescending ? "descending" : "ascending";

    private void Sort(string column)
    {
        _order = _order.Clicked(column);
        Apply();
    }

    private void Filter(ChangeEventArgs change)
    {
        _filter = change.Value as string ?? "";
        Apply();
    }

    private void Apply() => _shown = [.. _order.Apply(Listing.Entries).Where(e => e.Name.Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase))];
}
