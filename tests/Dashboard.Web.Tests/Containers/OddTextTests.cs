using Bunit;
using Dashboard.Services.Commands;
using Dashboard.Services.Containers;
using Dashboard.Testing;
using Dashboard.Web.Containers;
using Dashboard.Web.Containers.Listing;
using Dashboard.Web.Tests.Shared;
using Microsoft.AspNetCore.Components;
using static Dashboard.Testing.ContainerBuilder;

namespace Dashboard.Web.Tests.Containers;

/// <summary>Whatever somebody wrote into a container is shown as text, everywhere, and makes no element.</summary>
public sealed class OddTextTests : DashboardContext
{
    public static TheoryData<string> Odd { get; } = [.. OddText.All.Keys];

    [Theory]
    [MemberData(nameof(Odd))]
    public void Table_LabelsProjectImageAndNetworks_AreText(string odd)
    {
        var text = TextOf(odd);
        JSInterop.Setup<string?>("localStorage.getItem", "containers:1")
            .SetResult(ChoiceText.Write(ListChoices.Default with { Columns = [.. ListColumns.All] }));
        Engine.Containers.Load(Engine.Local, Odded(text));

        var page = RenderInLayout<ContainersPage>();

        var row = page.Find("tr[data-container]");
        Assert.Equal(text, row.QuerySelector("td.col-image")!.TextContent);
        Assert.Equal(text, row.QuerySelector("td.col-image")!.GetAttribute("title"));
        Assert.Equal(text, row.QuerySelector("td.col-networks")!.TextContent);
        Assert.Equal(text, row.QuerySelector("td.col-command")!.TextContent);
        var chip = row.QuerySelectorAll(".label-chip").Single(c => c.QuerySelector("bdi")!.TextContent == "note");
        Assert.Equal($"note={text}", chip.TextContent);
        Assert.Equal(text, page.Find("tr[data-group] .group-name bdi").TextContent);
        NothingCameFromData(page);

        chip.Click();

        Assert.Single(page.FindAll("tr[data-container]"));
        Assert.Equal(FilterText.ForLabel("note", text), page.Find("[data-testid=filter]").GetAttribute("value"));
        NothingCameFromData(page);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Bulk_WordsOfTheEngine_AreText(string odd)
    {
        var text = TextOf(odd);
        Engine.Containers.Load(Engine.Local, Container("a", ContainerState.Exited), Container("b", ContainerState.Exited));
        Engine.Commands.Answers(_ => CommandResult.Failure(new EngineError(EngineErrorKind.Conflict, text)));
        var page = RenderInLayout<ContainersPage>();
        page.Find("[data-testid=select-all]").Change(true);

        page.FindAll("[data-testid=bulk-actions] button")[0].Click();

        page.WaitForAssertion(() => Assert.Equal([text, text], page.FindAll("[data-testid=bulk-failures] dd").Select(d => d.TextContent)));
        NothingCameFromData(page);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Overview_EnvironmentLabelsMountsAndError_AreText(string odd)
    {
        var text = TextOf(odd);
        var details = DetailsBuilder.Details(Odded(text), [new("MODE", text)]) with
        {
            Error = text,
            WorkingDirectory = "/" + text,
            HostName = text,
            Mounts = [new MountDetails("bind", "/" + text, "/data" + text, false)],
            Networks = [new NetworkDetails(text, "", "")],
        };

        var overview = Render<ContainerOverview>(p => p.Add(o => o.Details, details));

        Assert.True(overview.FindAll("dd").Count(d => d.TextContent.Contains(text, StringComparison.Ordinal)) >= 4, overview.Markup);
        NothingCameFromData(overview);
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public void Inspect_JsonAndPlacesFound_AreText(string odd)
    {
        var text = TextOf(odd);
        var json = System.Text.Json.JsonSerializer.Serialize(new[] { new { Config = new { Labels = new Dictionary<string, string> { ["note"] = text } } } });

        var view = Render<InspectView>(p => p.Add(v => v.Output, json));
        Assert.Equal(json, view.Find("[data-testid=inspect-json]").TextContent);
        view.Find("input").Input("Labels");

        Assert.Contains(text.Trim(), view.Find("[data-testid=inspect-found]").TextContent, StringComparison.Ordinal);
        NothingCameFromData(view);
    }

    [Fact]
    public void LongestName_InTableDialogAndPage_IsWhole()
    {
        Engine.Containers.Load(Engine.Local, Container(OddText.Name));
        var page = RenderInLayout<ContainersPage>();
        Assert.Equal(OddText.Name, page.Find("a.name").TextContent);

        page.Find("tr[data-container] [aria-label^='More actions']").Click();
        page.WaitForElement(".mud-menu-item");
        page.FindAll(".mud-menu-item").Single(i => i.TextContent.Trim() == "Remove").Click();

        page.WaitForElement("[data-testid=confirm-ok]");
        Assert.Equal($"docker rm --force {OddText.Name}", page.Find(".mud-dialog code").TextContent);
    }

    // As markup is read here, whose parser makes one line end of two; a browser's page is made without markup.
    private static string TextOf(string odd) => OddText.All[odd].Replace("\r\n", "\n", StringComparison.Ordinal);

    private static ContainerSummary Odded(string text) => Container(
        "odd", image: text, labels: new Dictionary<string, string> { ["note"] = text, [text] = "value", ["com.docker.compose.project"] = text }) with
    { Command = text, Networks = [text] };

    private static void NothingCameFromData(IRenderedComponent<IComponent> rendered)
    {
        Assert.Empty(rendered.FindAll($"{OddText.Element}, img, script, iframe"));
        Assert.Empty(rendered.FindAll("[onmouseover], [onclick], [onerror]"));
    }
}
