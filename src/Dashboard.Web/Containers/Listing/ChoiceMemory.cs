using Dashboard.Services.Access;
using Microsoft.JSInterop;

namespace Dashboard.Web.Containers.Listing;

/// <summary>Keeps what somebody chose in their browser (localStorage), apart from what others chose who use the same one.</summary>
public sealed class ChoiceMemory(IJSRuntime script)
{
    /// <summary>What they chose last; the defaults at first.</summary>
    public async Task<ListChoices> LoadAsync(Actor actor, CancellationToken cancellationToken) =>
        ChoiceText.Read(await script.InvokeAsync<string?>("localStorage.getItem", cancellationToken, KeyOf(actor)));

    /// <summary>Keeps it.</summary>
    public async Task SaveAsync(Actor actor, ListChoices choices, CancellationToken cancellationToken) =>
        await script.InvokeVoidAsync("localStorage.setItem", cancellationToken, KeyOf(actor), ChoiceText.Write(choices));

    private static string KeyOf(Actor actor) => $"containers:{actor.UserId}";
}
