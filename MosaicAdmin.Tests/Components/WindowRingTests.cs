using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class WindowRingTests : TestPage
{
    [Theory]
    [InlineData(0, 60, 240, "--left:1;--cap:1")]
    [InlineData(-30, 30, 210, "--left:0.5;--cap:0.875")]
    [InlineData(-61, -1, 179, "--left:0;--cap:0.7458")]
    public void The_arcs_show_what_is_left_of_window_and_cap(int opened, int due, int latest, string style)
    {
        var ring = Render<WindowRing>(p => p
            .Add(r => r.OpenedAt, Noon.AddSeconds(opened)).Add(r => r.DueAt, Noon.AddSeconds(due)).Add(r => r.LatestAt, Noon.AddSeconds(latest))).Find("svg");

        Assert.Equal(style, ring.GetAttribute("style"));
        Assert.Equal("ring", ring.GetAttribute("data-tick"));
    }

    [Fact]
    public void A_publish_fills_the_ring_again_but_not_the_cap()
    {
        var ring = Render<WindowRing>(p => p
            .Add(r => r.OpenedAt, Noon.AddSeconds(-60)).Add(r => r.RestartedAt, Noon).Add(r => r.DueAt, Noon.AddSeconds(60)).Add(r => r.LatestAt, Noon.AddSeconds(60))).Find("svg");

        Assert.Equal("--left:1;--cap:0.5", ring.GetAttribute("style"));
    }

    [Fact]
    public void It_says_in_words_what_it_shows()
    {
        var ring = Render<WindowRing>(p => p.Add(r => r.OpenedAt, Noon).Add(r => r.DueAt, Noon.AddSeconds(75)).Add(r => r.LatestAt, Noon.AddSeconds(75))).Find("svg");

        Assert.Equal("img", ring.GetAttribute("role"));
        Assert.Contains("1:15", ring.GetAttribute("aria-label"));
    }
}
