using Dashboard.Web.Shell;

namespace Dashboard.Web.Access;

/// <summary>Why a request was turned away at the door, for the page that says so. Holds nothing but what the sender knows.</summary>
/// <param name="Reason">Which check.</param>
/// <param name="Seen">What the request said: its Origin, or its name.</param>
/// <param name="Expected">What it should have said; empty when no one thing is expected.</param>
internal sealed record RequestRefusal(RequestRefusalReason Reason, string Seen, string Expected)
{
    /// <summary>Of the request that is being answered; null when it was not turned away.</summary>
    public static RequestRefusal? Of(HttpContext http) => http.Features.Get<RequestRefusal>();

    /// <summary>Answers with a status: programs get the sentence with it, people a page.</summary>
    public Task AnswerAsync(HttpContext http, int status)
    {
        http.Features.Set(this);
        if (AppUrls.IsForPrograms(http.Request.Path))
        {
            var values = new Dictionary<string, object?> { ["seen"] = Seen, ["expected"] = Expected };
            return Results.Problem(Sentence, statusCode: status, extensions: values).ExecuteAsync(http);
        }

        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private string Sentence => Reason == RequestRefusalReason.Origin
        ? $"The request's Origin is \"{Seen}\", expected is \"{Expected}\"."
        : $"This dashboard has no name \"{Seen}\" over plain HTTP: see Dashboard:PublicUrl.";
}
