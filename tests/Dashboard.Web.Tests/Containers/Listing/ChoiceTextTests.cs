using Dashboard.Web.Containers.Listing;

namespace Dashboard.Web.Tests.Containers.Listing;

public sealed class ChoiceTextTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var choices = ListChoices.Default
            .WithColumn(ListColumn.Image, false)
            .WithColumn(ListColumn.Labels, true)
            .WithCollapsed(new GroupKey("local", "a \"b\" <i>\u202E"), true)
            .WithCollapsed(GroupKey.Rest, true) with
        { IsGrouped = false, Sort = ListColumn.Cpu, IsDescending = true };

        var read = ChoiceText.Read(ChoiceText.Write(choices));

        Assert.Equal(choices.Columns.Order(), read.Columns.Order());
        Assert.True(choices.Collapsed.SetEquals(read.Collapsed));
        Assert.Equal((false, ListColumn.Cpu, true), (read.IsGrouped, read.Sort, read.IsDescending));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"Columns":null,"Collapsed":[]}""")]
    public void Read_NoSuchLine_IsTheDefault(string? text) => Assert.Same(ListChoices.Default, ChoiceText.Read(text));

    [Fact]
    public void Read_UnknownColumns_AreLeftOut_AndTheFirstTwoAlwaysThere()
    {
        var read = ChoiceText.Read("""{"Columns":["Nonsense","Cpu","99"],"IsGrouped":true,"Collapsed":[["x"],["a","b"]],"Sort":"Nonsense"}""");

        Assert.Equal([ListColumn.State, ListColumn.Name, ListColumn.Cpu], read.Columns.Order());
        Assert.Equal([new GroupKey("a", "b")], read.Collapsed);
        Assert.Equal(ListColumn.Name, read.Sort);
    }

    [Fact]
    public void Write_MoreCollapsedGroupsThanAMessageHolds_LeavesThemOut()
    {
        var choices = ListChoices.Default with { Collapsed = [.. Enumerable.Range(0, 5000).Select(n => new GroupKey("local", $"project-{n}"))] };

        var text = ChoiceText.Write(choices);

        Assert.InRange(text.Length, 1, 30_000);
        Assert.Empty(ChoiceText.Read(text).Collapsed);
    }

    [Fact]
    public void WithColumn_OfTheFirstTwo_CannotBeHidden() =>
        Assert.Contains(ListColumn.Name, ListChoices.Default.WithColumn(ListColumn.Name, false).Columns);
}
