using Dashboard.Services.Containers.Files;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Files;

/// <summary>A piece of a file as text, in an encoding that can be chosen; or the word that it is none.</summary>
public partial class FileView
{
    private FilePart? _seen;
    private string _encoding = FilePart.Encodings[0];
    private string _read = "";
    private string _text = "";
    private bool _wraps = true;
    private bool _anyway;

    /// <summary>The piece.</summary>
    [Parameter, EditorRequired]
    public required FilePart Part { get; set; }

    /// <summary>Where the whole file can be had.</summary>
    [Parameter, EditorRequired]
    public required string DownloadUrl { get; set; }

    /// <summary>Called with where another piece begins.</summary>
    [Parameter, EditorRequired]
    public EventCallback<long> Read { get; set; }

    [Inject]
    private IStringLocalizer<FilesText> Text { get; set; } = null!;

    private bool HasText => Part.Size > 0 && (_anyway || !Part.IsBinary);

    private string Position => Part.Offset == 0 && Part.Next >= Part.Size
        ? FileSize.Of(Part.Size)
        : Text["View.Part", FileSize.Of(Part.Offset), FileSize.Of(Part.Next), FileSize.Of(Part.Size)];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_seen, Part))
        {
            _seen = Part;
            Decode();
        }
    }

    private void Encode(ChangeEventArgs change)
    {
        _encoding = change.Value as string ?? FilePart.Encodings[0];
        Decode();
    }

    private void Decode() => (_text, _read) = HasText ? Part.ToText(_encoding) : ("", "");
}
