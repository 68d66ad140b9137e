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
        var facts = WhyMosaicTests.Facts(WindowState.Pending, due: 90, latest: 300) with { By = ["ann", "bob"], TakenIn = ["Blue", "Red"], Added = 7 };

        var words = Card(facts).Find("dl").TextContent;

        Assert.Contains("ann, bob", words);
        Assert.Contains("Blue and 6 more", words);
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
