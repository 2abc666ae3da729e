using Microsoft.AspNetCore.Http.Metadata;

namespace Dashboard.Web.Images;

/// <summary>Of an endpoint whose body is streamed on and never kept in memory: it may be of any length.</summary>
internal sealed class UnlimitedBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
