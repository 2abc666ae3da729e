namespace Dashboard.Web.Containers.Files;

/// <summary>Names the resources of the files of containers: <c>IStringLocalizer&lt;FilesText&gt;</c>.</summary>
public sealed class FilesText;
