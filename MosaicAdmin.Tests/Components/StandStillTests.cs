using Bunit;
using MosaicAdmin.Components;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

public sealed class StandStillTests : TestPage
{
    [Fact]
    public async Task It_is_held_while_pointer_or_focus_is_in_it_and_not_let_go_between_two_controls()
    {
        var told = new List<bool>();
        var still = Render<StandStill>(p => p.AddChildContent("<button>a</button><button>b</button>").Add(s => s.OnHold, told.Add));
        var frame = still.Find(".stand-still");

        await frame.TriggerEventAsync("onpointerenter", new());
        await frame.TriggerEventAsync("onfocusin", new());
        Assert.Equal([true], told);

        var leaving = frame.TriggerEventAsync("onpointerleave", new());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await leaving;
        Assert.Equal([true], told);

        var between = frame.TriggerEventAsync("onfocusout", new());
        await frame.TriggerEventAsync("onfocusin", new());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await between;
        Assert.Equal([true], told);

        var away = frame.TriggerEventAsync("onfocusout", new());
        Assert.Equal([true], told);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await away;
        Assert.Equal([true, false], told);
    }
}
