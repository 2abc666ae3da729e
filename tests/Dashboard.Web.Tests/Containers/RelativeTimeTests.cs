using Dashboard.Web.Containers;
using Dashboard.Web.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Containers;

public sealed class RelativeTimeTests : DashboardContext
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("-00:01:00", "just now")]
    [InlineData("00:00:04.9", "just now")]
    [InlineData("00:00:05", "5 seconds ago")]
    [InlineData("00:00:59.9", "59 seconds ago")]
    [InlineData("00:01:00", "1 minute ago")]
    [InlineData("00:02:00", "2 minutes ago")]
    [InlineData("00:59:59", "59 minutes ago")]
    [InlineData("01:00:00", "1 hour ago")]
    [InlineData("23:59:59", "23 hours ago")]
    [InlineData("1.00:00:00", "1 day ago")]
    [InlineData("2.00:00:00", "2 days ago")]
    [InlineData("59.23:00:00", "59 days ago")]
    [InlineData("61.00:00:00", "2 months ago")]
    [InlineData("365.00:00:00", "12 months ago")]
    public void Ago_Age_IsOneUnitInWords(string age, string expected) =>
        Assert.Equal(expected, Ago(TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Ago_EveryHourOfAHundredDays_IsNeverOneOfMany() =>
        Assert.All(Enumerable.Range(2, 2400), hours => Assert.DoesNotMatch("^1 [a-z]+s ago$", Ago(TimeSpan.FromHours(hours))));

    private string Ago(TimeSpan age) => Services.GetRequiredService<IStringLocalizer<ContainersText>>().Ago(Now - age, Now);
}
