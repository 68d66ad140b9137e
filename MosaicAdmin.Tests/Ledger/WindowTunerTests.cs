using Bunit;
using MosaicAdmin.Identity;
using MosaicAdmin.Ledger;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Ledger;

public sealed class WindowTunerTests : TestPage
{
    private static readonly TimeSpan Cap = TimeSpan.FromHours(4);

    [Fact]
    public void It_says_what_the_suggested_window_would_change_and_marks_today_s()
    {
        var tuner = Tuner(Enumerable.Range(0, 200).Select(i => Upload(i / 10 * 300 + i % 10 * 4)));
        Assert.Equal(
            "A window of 5 min would have made as many mosaics, and shown 95 % of uploads within 41 min instead of 66 min.",
            tuner.Find("[data-testid=ledger-suggestion]").TextContent);
        Assert.Equal("30 mintoday", tuner.Find("tr.today th").TextContent);
        Assert.Single(tuner.FindAll(".chart-ring"));
        Assert.Equal(tuner.FindAll("tbody tr").Count, tuner.FindAll(".chart-point").Count);
    }

    [Fact]
    public void Another_cap_or_a_window_of_one_s_own_is_played_at_once()
    {
        var tuner = Tuner(Enumerable.Range(0, 60).Select(i => Upload(i * 4)));
        Assert.Equal("1", tuner.Find("tr.today td").TextContent);

        tuner.Find("[data-testid=ledger-cap]").Change("01:00:00");
        Assert.Equal("4", tuner.Find("tr.today td").TextContent);

        tuner.Find("[data-testid=ledger-try]").Change("7");
        Assert.Contains(tuner.FindAll("tbody th"), th => th.TextContent == "7 min");
    }

    [Fact]
    public void With_few_uploads_it_promises_nothing() =>
        Assert.Empty(Tuner([Upload(0), Upload(5)]).FindAll("[data-testid=ledger-suggestion], svg"));

    [Fact]
    public void Where_waiting_spares_nothing_the_shortest_window_is_suggested()
    {
        // An upload every five hours: each window makes as many mosaics.
        var tuner = Tuner(Enumerable.Range(0, 20).Select(i => Upload(i * 300)));

        Assert.StartsWith("A window of 1 min would have made as many mosaics", tuner.Find("[data-testid=ledger-suggestion]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Viewer, 0)]
    [InlineData(Roles.Admin, 1)]
    public void An_admin_takes_the_suggestion_or_a_window_of_their_own_to_the_settings(string role, int links)
    {
        SignIn(role);
        var tuner = Tuner(Enumerable.Range(0, 200).Select(i => Upload((i / 10 * 300) + (i % 10 * 4))));
        Assert.Equal(links, tuner.FindAll("[data-testid=ledger-use]").Count);
        if (links == 0)
        {
            return;
        }

        Assert.Equal("/admin/settings?window=00:05:00&maxWait=04:00:00#mosaic", tuner.Find("[data-testid=ledger-use]").GetAttribute("href"));
        tuner.Find("[data-testid=ledger-cap]").Change("01:00:00");
        tuner.Find("[data-testid=ledger-try]").Change("7");
        Assert.Contains("/admin/settings?window=00:07:00&maxWait=01:00:00#mosaic", tuner.FindAll("[data-testid=ledger-use]").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Short_caps_are_played_with_short_windows()
    {
        var tuning = WindowTuning.Of([.. Enumerable.Range(0, 40).Select(i => Upload(i))], TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1));

        Assert.Equal([1, 2, 3, 5, 10, 15, 20, 30, 45, 60], tuning.Points.Select(p => (int)p.Window.TotalSeconds));
    }

    [Fact]
    public void A_window_longer_than_the_cap_is_said_to_change_nothing()
    {
        var tuner = Render<WindowTuner>(p => p
            .Add(t => t.Uploads, [.. Enumerable.Range(0, 40).Select(i => Upload(i * 5))])
            .Add(t => t.Window, TimeSpan.FromMinutes(2))
            .Add(t => t.Cap, TimeSpan.FromMinutes(1)));

        Assert.Contains("longer than the cap of 1 min", tuner.Find("[data-testid=ledger-capped]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("best balance", tuner.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_one_s_own_may_be_seconds()
    {
        var tuner = Tuner(Enumerable.Range(0, 60).Select(i => Upload(i * 4)));
        tuner.Find("[data-testid=ledger-try]").Change("90 s");
        Assert.Contains(tuner.FindAll("tbody th"), th => th.TextContent == "1.5 min");
    }

    private static RecordedUpload Upload(int minute) => new(Guid.Empty, Noon.AddMinutes(minute));

    private IRenderedComponent<WindowTuner> Tuner(IEnumerable<RecordedUpload> uploads) => Render<WindowTuner>(p => p
        .Add(t => t.Uploads, [.. uploads])
        .Add(t => t.Window, TimeSpan.FromMinutes(30))
        .Add(t => t.Cap, Cap));
}
