namespace Dashboard.Web.People;

/// <summary>Names the resources of row People: <c>IStringLocalizer&lt;PeopleText&gt;</c>.</summary>
public sealed class PeopleText;
