using Dashboard.Services.Containers;
using Dashboard.Services.Containers.Creation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Containers.Creation;

/// <summary>
/// The docker command that the form amounts to, to copy; and to edit or paste: whatever can be read fills the form at once, whatever can't
/// leaves it as it was and stays where it was typed.
/// </summary>
public sealed partial class LineEditor : IDisposable
{
    private ElementReference _input;
    private bool _isEditing;
    private bool _isOpening;
    private bool _isReading;
    private string _typed = "";
    private string? _kept;

    private string? Error
    {
        get => Draft.LineError;
        set => Draft.LineError = value;
    }

    /// <summary>The form.</summary>
    [Parameter, EditorRequired]
    public required RunDraft Draft { get; set; }

    /// <summary>Told what was read, after it filled the form.</summary>
    [Parameter]
    public EventCallback<ContainerCreation> Pasted { get; set; }

    /// <summary>Reads a line; null reads whatever makes a container.</summary>
    [Parameter]
    public Func<string, PastedLine>? Read { get; set; }

    [Inject]
    private IStringLocalizer<CreationText> Text { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose() => Draft.Changed -= Follow;

    /// <inheritdoc/>
    protected override void OnInitialized() => Draft.Changed += Follow;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isOpening)
        {
            _isOpening = false;
            await _input.FocusAsync();
        }
    }

    private void Edit()
    {
        (_isEditing, _isOpening) = (true, true);
        Error = _kept is null ? null : ReadLine(_kept).Error;
        _typed = _kept ?? (Draft.Image.Length == 0 && Draft.Command == new RunContainer { Detach = true } ? "" : Draft.Line);
    }

    // The form is as it was before the line went wrong; what could not be read is there again when the line is opened again.
    private void Done() => (_isEditing, _kept, Error) = (false, Error is null ? null : _typed, null);

    private void Leave(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            Done();
        }
    }

    private async Task ReadAsync(string? line)
    {
        _typed = line ?? "";
        if (_typed.Trim().Length == 0)
        {
            Error = null;
            return;
        }

        var read = ReadLine(_typed);
        Error = read.Error;
        if (Error is null)
        {
            _isReading = true;
            Draft.Load(read.Command!);
            _isReading = false;
            await Pasted.InvokeAsync(read.Command!);
        }
    }

    private PastedLine ReadLine(string line)
    {
        var read = (Read ?? PastedLine.Read)(line);
        return read is { Error: null, Command: null } ? read with { Error = Text["Line.Other"].Value } : read;
    }

    // The form changes while the line stands open: the line follows, unless it holds something that would be lost.
    private void Follow()
    {
        if (_isEditing && !_isReading && Error is null)
        {
            _typed = Draft.Line;
        }
    }
}
