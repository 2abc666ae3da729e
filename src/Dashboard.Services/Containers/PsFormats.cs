namespace Dashboard.Services.Containers;

/// <summary>The formats of <c>docker ps</c> that have names.</summary>
internal static class PsFormats
{
    private const string Ids = "{{.ID}}";
    private const string Table = @"table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}";

    private const string Raw = """
        container_id: {{.ID}}
        image: {{.Image}}
        command: {{.Command}}
        created_at: {{.CreatedAt}}
        state: {{- pad .State 1 0}}
        status: {{- pad .Status 1 0}}
        names: {{.Names}}
        labels: {{- pad .Labels 1 0}}
        ports: {{- pad .Ports 1 0}}

        """;

    public static string Of(string? format, bool quiet, bool withSize) => (format, quiet) switch
    {
        ("raw", true) => "container_id: {{.ID}}",
        (_, true) => Ids,
        (null or "" or "table", _) => Table + (withSize ? @"\t{{.Size}}" : ""),
        ("raw", _) => Raw + (withSize ? "size: {{.Size}}\n" : ""),
        _ => format,
    };
}
