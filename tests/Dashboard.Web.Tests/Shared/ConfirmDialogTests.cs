using Bunit;
using Dashboard.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dashboard.Web.Tests.Shared;

public sealed class ConfirmDialogTests : DashboardContext
{
    private readonly IRenderedComponent<IComponent> _layout;

    public ConfirmDialogTests() => _layout = RenderInLayout(_ => { });

    [Fact]
    public async Task Show_Question_ShowsTheCommandToReadAndCopy()
    {
        await ShowAsync("a", "b");

        Assert.Equal("docker rm a b", _layout.Find(".command-preview code").TextContent);
        var copy = _layout.Find(".command-preview button");
        Assert.Equal(("docker rm a b", "Copy it"), (copy.GetAttribute("data-copy"), copy.GetAttribute("aria-label")));
        Assert.Equal(["a", "b"], _layout.FindAll(".confirm-details li").Select(l => l.TextContent));
        Assert.Contains("Remove them?", _layout.Find(".mud-dialog").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_NothingToList_HasNoEmptyList()
    {
        await ShowAsync();

        Assert.Empty(_layout.FindAll(".confirm-details"));
    }

    [Theory]
    [InlineData("confirm-ok", false)]
    [InlineData("confirm-cancel", true)]
    public async Task Click_Button_ClosesWithTheAnswer(string button, bool cancelled)
    {
        var dialog = await ShowAsync("a");

        await _layout.Find($"[data-testid={button}]").ClickAsync(new());

        Assert.Equal(cancelled, (await dialog.Result)!.Canceled);
        _layout.WaitForAssertion(() => Assert.Empty(_layout.FindAll(".mud-dialog")));
    }

    private async Task<IDialogReference> ShowAsync(params string[] details)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { d => d.Title, "Remove them?" },
            { d => d.Message, "They are gone then." },
            { d => d.Details, details },
            { d => d.Line, $"docker rm {string.Join(' ', details)}" },
            { d => d.ConfirmText, "Remove" },
            { d => d.CancelText, "Cancel" },
            { d => d.CopyLabel, "Copy it" },
        };
        var dialog = await _layout.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<ConfirmDialog>(null, parameters));
        _layout.WaitForElement("[data-testid=confirm-ok]");
        return dialog;
    }
}
