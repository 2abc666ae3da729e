using System.Data.Common;
using Dashboard.Services.Audit;
using Dashboard.Services.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Api;

/// <summary>Answers what the database did not take, or not give, with 503 and problem details: it is locked, or its disk is full, and that passes.</summary>
internal sealed class DatabaseErrorHandler(IProblemDetailsService problems) : IExceptionHandler
{
    /// <summary>The status of an answer to a request that ended with <paramref name="exception"/>.</summary>
    public static int Status(Exception exception) => exception is DbException or DbUpdateException or DatabaseUnavailableException or AuditUnavailableException
        ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Status(exception) == StatusCodes.Status500InternalServerError || !httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Title = "DatabaseUnavailable", Detail = "The dashboard can't use its database at the moment." },
        });
    }
}
