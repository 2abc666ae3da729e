using Microsoft.AspNetCore.Http.Metadata;

namespace Dashboard.Web.Api;

/// <summary>Bound of an endpoint on the bodies of its requests that is not the usual one.</summary>
/// <param name="bytes">Bytes at most.</param>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
