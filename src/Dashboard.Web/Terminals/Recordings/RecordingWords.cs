using System.Globalization;
using Dashboard.Services.Terminals.Recordings;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Terminals.Recordings;

/// <summary>What pages say of a recording.</summary>
internal static class RecordingWords
{
    /// <summary>"2:03" or "1:02:03"; "" while it goes on.</summary>
    public static string Length(Recording recording) => recording.Ended - recording.Started is not { } length ? ""
        : length < TimeSpan.FromHours(1) ? length.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)length.TotalHours}:{length:mm\\:ss}");

    /// <summary>Why it ended.</summary>
    public static string End(Recording recording, IStringLocalizer<RecordingsText> text) => recording switch
    {
        { Failure: { } failure } => text["End.Failed", failure],
        { EndReason: { } reason } => reason,
        { ExitCode: { } code } => text["End.Exit", code],
        _ => text["End.Going"],
    };

    /// <summary>Its class in a style sheet.</summary>
    public static string Css(Recording recording) => recording switch
    {
        { Failure: not null } => "failed",
        { Ended: null } => "going",
        _ => "",
    };
}
