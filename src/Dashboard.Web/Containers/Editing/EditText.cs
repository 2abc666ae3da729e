namespace Dashboard.Web.Containers.Editing;

/// <summary>Names the resources of the pages that edit containers: <c>IStringLocalizer&lt;EditText&gt;</c>.</summary>
public sealed class EditText;
