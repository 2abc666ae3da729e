namespace Dashboard.Services.Images;

/// <summary>The formats of <c>docker images</c> and <c>docker history</c> that have names.</summary>
internal static class ImageFormats
{
    private const string Ids = "{{.ID}}";
    private const string Since = @"\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}";
    private const string Table = @"table {{.Repository}}\t{{.Tag}}\t{{.ID}}" + Since;
    private const string TableWithDigest = @"table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}" + Since;

    public static string Of(string? format, bool quiet, bool digests) => (format, quiet) switch
    {
        (null or "" or "table", true) => Ids,
        (null or "" or "table", _) => digests ? TableWithDigest : Table,
        ("raw", true) => "image_id: {{.ID}}",
        ("raw", _) => $"repository: {{{{ .Repository }}}}\ntag: {{{{.Tag}}}}\n{(digests ? "digest: {{.Digest}}\n" : "")}image_id: {{{{.ID}}}}\ncreated_at: {{{{.CreatedAt}}}}\nvirtual_size: {{{{.Size}}}}\n",
        _ when digests && format.StartsWith("table", StringComparison.Ordinal) && !format.Contains("{{.Digest}}", StringComparison.Ordinal) => format + @"\t{{.Digest}}",
        _ => format,
    };

    public static string OfHistory(string? format, bool quiet, bool human) => (format, quiet) switch
    {
        (null or "" or "table", true) => Ids,
        (null or "" or "table", _) => $@"table {{{{.ID}}}}\t{{{{.{(human ? "CreatedSince" : "CreatedAt")}}}}}\t{{{{.CreatedBy}}}}\t{{{{.Size}}}}\t{{{{.Comment}}}}",
        _ => format,
    };
}
