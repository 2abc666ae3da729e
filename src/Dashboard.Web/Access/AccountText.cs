namespace Dashboard.Web.Access;

/// <summary>Names the resources of one's own account and of its ways to sign in: <c>IStringLocalizer&lt;AccountText&gt;</c>.</summary>
public sealed class AccountText;
