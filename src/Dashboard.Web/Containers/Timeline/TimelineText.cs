namespace Dashboard.Web.Containers.Timeline;

/// <summary>Names the resources of timelines: <c>IStringLocalizer&lt;TimelineText&gt;</c>.</summary>
public sealed class TimelineText;
