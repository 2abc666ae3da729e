namespace Dashboard.Web.Terminals.Recordings;

/// <summary>Names the resources of recordings: <c>IStringLocalizer&lt;RecordingsText&gt;</c>.</summary>
public sealed class RecordingsText;
