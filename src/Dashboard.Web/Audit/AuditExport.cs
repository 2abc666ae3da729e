using System.Security.Claims;
using System.Text.Json;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Web.Access;
using Dashboard.Web.Shell;

namespace Dashboard.Web.Audit;

/// <summary>The audit log as JSON lines: one entry a line, streamed, so that its length does not matter.</summary>
internal static class AuditExport
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    public static void MapAuditExport(this IEndpointRouteBuilder app) => app.MapGet(AppUrls.AuditExport, Export).RequireAuthorization(Policies.Manage);

    private static IResult Export(
        ClaimsPrincipal principal, IAuditReader reader, CancellationToken cancellationToken, string user = "", string text = "", string from = "", string to = "")
    {
        var actor = principal.ToActor();
        var filter = new AuditView(user, text, from, to).ToFilter();
        return Results.Stream(
            body => WriteAsync(body, reader.ReadAllAsync(actor, filter, cancellationToken), cancellationToken), "application/jsonl", "audit.jsonl");
    }

    private static async Task WriteAsync(Stream body, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await foreach (var entry in entries)
        {
            await JsonSerializer.SerializeAsync(body, entry, JsonSerializerOptions.Web, cancellationToken);
            await body.WriteAsync(LineEnd, cancellationToken);
        }
    }
}
