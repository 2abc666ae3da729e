using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Containers;

/// <summary>The processes of a container.</summary>
public partial class ProcessTable
{
    /// <summary>What <c>docker top</c> printed.</summary>
    [Parameter, EditorRequired]
    public required string Output { get; set; }
}
