namespace Dashboard.Web.Jobs;

/// <summary>The texts of jobs.</summary>
public sealed class JobsText;
