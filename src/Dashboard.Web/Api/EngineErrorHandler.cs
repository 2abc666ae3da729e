using Dashboard.Services.Commands;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Api;

/// <summary>Answers an <see cref="EngineErrorException"/> of an API call with problem details (RFC 9457) instead of a bare 500.</summary>
internal sealed class EngineErrorHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not EngineErrorException { Error: var error } || !httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return false;
        }

        httpContext.Response.StatusCode = Status(error.Kind);
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = Status(error.Kind), Title = error.Kind.ToString(), Detail = error.Message },
        });
    }

    public static int Status(EngineErrorKind kind) => kind switch
    {
        EngineErrorKind.NotFound => StatusCodes.Status404NotFound,
        EngineErrorKind.Conflict => StatusCodes.Status409Conflict,
        EngineErrorKind.Invalid => StatusCodes.Status400BadRequest,
        EngineErrorKind.Refused => StatusCodes.Status403Forbidden,
        EngineErrorKind.Unreachable or EngineErrorKind.AuditUnavailable => StatusCodes.Status503ServiceUnavailable,
        EngineErrorKind.Unsupported => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status502BadGateway,
    };
}
