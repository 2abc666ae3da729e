using Bunit;
using Dashboard.Web.Shared;

namespace Dashboard.Web.Tests.Shared;

public sealed class ErrorNoticeTests : DashboardContext
{
    [Fact]
    public void Render_Message_IsAnAlertInPlainText()
    {
        var notice = Render<ErrorNotice>(p => p.Add(n => n.Message, "<img src=x onerror=alert(1)>"));

        Assert.Equal("<img src=x onerror=alert(1)>", notice.Find("[role=alert] .error-notice-message").TextContent);
        Assert.Empty(notice.FindAll("img"));
        Assert.Empty(notice.FindAll(".error-notice-title"));
    }

    [Fact]
    public void Render_TitleAndRemedy_AreShown()
    {
        var notice = Render<ErrorNotice>(p => p.Add(n => n.Title, "Not done").Add(n => n.Message, "no").AddChildContent("<button>Again</button>"));

        Assert.Equal("Not done", notice.Find(".error-notice-title").TextContent);
        Assert.Equal("Again", notice.Find("button").TextContent);
    }
}
