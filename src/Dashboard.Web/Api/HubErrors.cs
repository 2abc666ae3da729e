using System.Runtime.CompilerServices;
using Dashboard.Services.Commands;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Api;

/// <summary>Errors on the way out of a hub's stream.</summary>
internal static class HubErrors
{
    /// <summary>
    /// The same stream, its engine errors and bad arguments as <see cref="HubException"/>s: the only exceptions whose message SignalR tells
    /// the caller.
    /// </summary>
    public static async IAsyncEnumerable<T> WithHubErrors<T>(
        this IAsyncEnumerable<T> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = source.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (EngineErrorException e)
            {
                throw new HubException(e.Message);
            }
            catch (FormatException e)
            {
                throw new HubException(e.Message);
            }

            yield return items.Current;
        }
    }

    /// <summary>The same for a call with one answer.</summary>
    public static async Task<T> WithHubErrorsAsync<T>(this Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (e is EngineErrorException or FormatException)
        {
            throw new HubException(e.Message);
        }
    }
}
