using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

public sealed class WindowCardTests : TestPage
{
    [Fact]
    public void It_carries_state_due_and_pushes()
    {
        var card = Card(WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300)).Find("[data-testid=window-card]");

        Assert.Equal("pending", card.GetAttribute("data-state"));
        Assert.Equal("2", card.GetAttribute("data-pushes"));
        Assert.Equal(Noon.AddSeconds(90), DateTimeOffset.Parse(card.GetAttribute("data-due")!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void It_says_who_published_and_what_was_taken_in()
    {
        var facts = WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300) with { By = ["ann", "bob"], TakenIn = ["Blue", "Red", "Green", "Grey"], Added = 15 };

        var card = Card(facts);

        Assert.Contains("ann, bob", card.Find("dl").TextContent);
        Assert.Equal("Blue · Red · Green", card.Find(".taken-in").TextContent);
        Assert.Equal("and 12 more", card.Find("[data-testid=taken-in-rest] summary").TextContent);
        Assert.Equal(["Grey", "and 11 more"], card.FindAll("[data-testid=taken-in-rest] li").Select(li => li.TextContent));
    }

    [Fact]
    public void A_shut_window_keeps_its_places()
    {
        var open = Card(WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300)).FindAll("dt").Select(dt => dt.TextContent);
        var shut = Card(WhyMosaicTests.Facts());

        Assert.Equal(open, shut.FindAll("dt").Select(dt => dt.TextContent));
        Assert.Empty(shut.FindAll("[data-tick=countdown], [data-tick=ring]"));
        Assert.False(shut.Find("[data-testid=window-card]").HasAttribute("data-due"));
    }

    [Fact]
    public void Only_admins_have_the_acts() => Assert.Empty(Card(WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300)).FindAll("button"));

    [Theory]
    [InlineData(CoverMode.FirstSong)]
    [InlineData(CoverMode.Own)]
    public void Where_no_mosaic_is_made_nobody_has_them(CoverMode mode) => Assert.Empty(Card(WhyMosaicTests.Facts(mode: mode), canAct: true).FindAll("button"));

    [Fact]
    public void An_admin_cancels_only_what_waits_or_runs()
    {
        AddActs();
        var idle = Card(WhyMosaicTests.Facts(), canAct: true);
        var pending = Card(WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300) with { WaitingTask = Guid.NewGuid() }, canAct: true);

        Assert.True(idle.Find("[data-testid=cancel-mosaic]").HasAttribute("disabled"));
        Assert.False(pending.Find("[data-testid=cancel-mosaic]").HasAttribute("disabled"));
        Assert.False(pending.Find("[data-testid=force-mosaic]").HasAttribute("disabled"));
    }

    [Fact]
    public void A_held_window_is_released_and_not_held_again()
    {
        AddActs();
        var card = Card(WhyMosaicTests.Facts(WindowState.Held) with { Held = true }, canAct: true);

        Assert.Single(card.FindAll("[data-testid=release-mosaic]"));
        Assert.Empty(card.FindAll("[data-testid=hold-mosaic]"));
    }

    [Fact]
    public void A_short_window_has_seconds_in_its_times_and_a_long_one_has_not()
    {
        Assert.Equal(["12:01:30", "12:05:00"], Clocks(latest: 300));
        Assert.Equal(["12:01", "14:20"], Clocks(latest: 140 * 60));

        string[] Clocks(int latest) => [.. Card(WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: latest)).FindAll("dl [data-tick=clock], dl [data-tick=seconds]").Select(t => t.TextContent)];
    }

    [Fact]
    public void It_warns_where_the_mosaic_was_put_off_for_long()
    {
        var facts = WhyMosaicTests.Facts(WindowState.Pending, due: 60, latest: 60);
        Assert.Empty(Card(facts with { Playlist = facts.Playlist with { RestartedAt = facts.Playlist.OpenedAt } }).FindAll("[data-testid=put-off]"));
        var late = facts with { Playlist = facts.Playlist with { OpenedAt = Noon.AddMinutes(-190), RestartedAt = Noon } };
        Assert.StartsWith("Songs have kept coming for 3 h 10 min", Card(late).Find("[data-testid=put-off]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_who_holds_it_and_why()
    {
        var card = Card(WhyMosaicTests.Facts(WindowState.Held) with { Held = true, Acted = new WindowAct("ann@mosaic.test", "artwork is late", Noon) });
        Assert.Equal("Held by ann@mosaic.test just now: “artwork is late”", card.Find("[data-testid=window-acted]").TextContent);
    }

    private IRenderedComponent<WindowCard> Card(WindowFacts facts, bool canAct = false) =>
        Render<WindowCard>(p => p.Add(c => c.Facts, facts).Add(c => c.CanAct, canAct));

    // The buttons are looked at here; what they do is tested through the running app.
    private void AddActs()
    {
        SignIn(Roles.Admin);
        foreach (var act in new[] { typeof(ForceWindow), typeof(CancelWindow), typeof(HoldWindow), typeof(ReleaseWindow), typeof(OfferUndo) })
        {
            Services.AddScoped(act, _ => System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(act));
        }
    }
}
