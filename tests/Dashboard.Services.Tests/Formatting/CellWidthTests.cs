using Dashboard.Services.Formatting;

namespace Dashboard.Services.Tests.Formatting;

public sealed class CellWidthTests
{
    // As docker 28.2.2 lays out a table with these in its first column.
    [Theory]
    [InlineData("", 0)]
    [InlineData("web", 3)]
    [InlineData("한국", 4)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("⚡", 2)]
    [InlineData("①", 1)]
    [InlineData("👨\u200d👩\u200d👧", 2)]
    [InlineData("a\u200bb", 2)]
    [InlineData("ｆｕ", 4)]
    [InlineData("…", 1)]
    [InlineData("☀", 1)]
    [InlineData("✈\ufe0f", 1)]
    [InlineData("あ", 2)]
    [InlineData("ｱ", 1)]
    [InlineData("〜", 2)]
    [InlineData("𠀀", 2)]
    [InlineData("🀄", 2)]
    [InlineData("\u3000", 2)]
    public void Of_Text_IsWhatTheCliCounts(string text, int cells) => Assert.Equal(cells, CellWidth.Of(text));
}
