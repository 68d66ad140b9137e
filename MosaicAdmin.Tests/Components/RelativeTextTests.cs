using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class RelativeTextTests : TestPage
{
    [Theory]
    [InlineData(0, "just now", "剛剛")]
    [InlineData(-4, "just now", "剛剛")]
    [InlineData(-12, "12 sec ago", "12 秒前")]
    [InlineData(-60, "1 min ago", "1 分鐘前")]
    [InlineData(-3599, "59 min ago", "59 分鐘前")]
    [InlineData(-3600 * 47, "47 hr ago", "47 小時前")]
    [InlineData(-3600 * 48, "2 days ago", "2 天前")]
    [InlineData(12, "in 12 sec", "12 秒後")]
    [InlineData(660, "in 11 min", "11 分鐘後")]
    [InlineData(3600 * 72, "in 3 days", "3 天後")]
    public void Times_are_said_relative_to_now(int seconds, string english, string chinese)
    {
        var text = Services.GetRequiredService<IStringLocalizer<ShellText>>();
        Assert.Equal(english, RelativeText.Of(Noon.AddSeconds(seconds), Noon, text));

        Speak("zh-Hant");
        Assert.Equal(chinese, RelativeText.Of(Noon.AddSeconds(seconds), Noon, text));
    }

    [Theory]
    [InlineData(-5, "0:00")]
    [InlineData(11.2, "0:12")]
    [InlineData(665, "11:05")]
    [InlineData(14398, "3:59:58")]
    [InlineData(26 * 3600, "26:00:00")]
    public void Time_left_reads_like_a_clock(double seconds, string expected) => Assert.Equal(expected, RelativeText.Left(Noon.AddSeconds(seconds), Noon));

    [Fact]
    public void The_element_carries_what_the_browser_needs_to_go_on()
    {
        var time = Render<RelativeTime>(p => p.Add(t => t.At, Noon.AddMinutes(-3))).Find("time");

        Assert.Equal("3 min ago", time.TextContent);
        Assert.Equal("relative", time.GetAttribute("data-tick"));
        Assert.Equal(Noon.AddMinutes(-3), DateTimeOffset.Parse(time.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("2026-11-23 11:57:00 UTC", time.GetAttribute("title"));
        // The script writes into this very text node.
        Assert.Single(time.ChildNodes);
    }
}
