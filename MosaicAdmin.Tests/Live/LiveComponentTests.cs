using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Live;

public sealed class LiveComponentTests : BunitContext
{
    private readonly LiveFeed _live = new();

    public LiveComponentTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton(_live);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
    }

    [Fact]
    public void The_stream_keeps_the_newest_and_counts_all()
    {
        var stream = new LiveStream();
        for (var i = 1; i <= LiveStream.Kept + 50; i++)
        {
            stream.Add(News(i, i % 2 == 0 ? "prerun" : "postrun"));
        }

        Assert.Equal(LiveStream.Kept, stream.Shown.Count());
        Assert.Equal(LiveStream.Kept + 50, stream.Shown.First().Sequence);
        Assert.Equal((350, 175, 175, 0), (stream.Total, stream.Counts["prerun"], stream.Counts["postrun"], stream.Counts["retry"]));
    }

    [Fact]
    public void Paused_the_list_stands_still_and_the_counters_go_on()
    {
        var stream = new LiveStream();
        stream.Add(News(1, "prerun"));
        stream.Toggle();
        stream.Add(News(2, "postrun"));

        Assert.Equal([1], stream.Shown.Select(s => s.Sequence));
        Assert.Equal((2, 1), (stream.Total, stream.Unseen));
        stream.Toggle();
        Assert.Equal([2, 1], stream.Shown.Select(s => s.Sequence));
        Assert.Equal(0, stream.Unseen);
    }

    [Theory]
    [InlineData("prerun", "", "1")]
    [InlineData(null, "NODE-B", "2")]
    [InlineData(null, "too dark", "3")]
    [InlineData("prerun", "node-b", "")]
    public void Filters_hold_on_old_and_new(string? kind, string text, string expected)
    {
        var stream = new LiveStream { Kind = kind, Text = text };
        stream.Add(News(1, "prerun"));
        stream.Add(News(2, "postrun", node: "node-b:9"));
        stream.Add(News(3, "retry", data: new { reason = "Too dark." }));

        Assert.Equal(expected, string.Join(' ', stream.Shown.Select(s => s.Sequence)));
    }

    [Fact]
    public void A_signal_in_the_list_leads_to_its_task()
    {
        var news = News(7, "success", data: new { result = "made" });

        var row = Render<LiveList>(p => p.Add(l => l.Signals, [news])).Find("[data-testid=signal]");

        Assert.Equal(("success", "receiver"), (row.GetAttribute("data-kind"), row.GetAttribute("data-side")));
        Assert.Equal($"/tasks/{news.TaskId}", row.QuerySelector("a.live-task")!.GetAttribute("href"));
        Assert.Contains("made", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_chooses_its_kind_and_lets_it_go_again()
    {
        var chosen = new List<string?>();
        var counters = Render<LiveCounters>(p => p.Add(c => c.Counts, new LiveStream().Counts).Add(c => c.OnKind, chosen.Add));

        await counters.Find("[data-kind=retry]").ClickAsync(new());
        counters.Render(p => p.Add(c => c.Kind, "retry"));
        Assert.Equal("true", counters.Find("[data-kind=retry]").GetAttribute("aria-pressed"));
        await counters.Find("[data-kind=retry]").ClickAsync(new());

        Assert.Equal(["retry", null], chosen);
        Assert.Equal(12, counters.FindAll("[data-testid=live-counter]").Count);
    }

    [Fact]
    public async Task A_page_reads_at_once_after_each_signal_it_asked_for_and_when_news_were_missed()
    {
        var time = (FakeTimeProvider)Services.GetRequiredService<TimeProvider>();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        var loads = new SemaphoreSlim(0);
        async Task<bool> Loads(int within = 10_000)
        {
            // The pause between two readings begins at a moment nobody is told of, so time is moved on until it is over.
            var loaded = false;
            for (var waited = 0; waited < within && !loaded; waited += 50)
            {
                loaded = await loads.WaitAsync(50, Xunit.TestContext.Current.CancellationToken);
                time.Advance(TimeSpan.FromMilliseconds(100));
            }

            return loaded;
        }

        Render<OnSignal<WindowChanged>>(p => p.Add(c => c.Do, () => { loads.Release(); }).Add(c => c.Where, w => w.SubjectId == mine));
        Assert.True(await Loads());
        _live.Publish(new WindowChanged(other));
        Assert.False(await Loads(within: 300));
        _live.Publish(new WindowChanged(mine));
        Assert.True(await Loads());
        _live.Publish(new CatchUp());
        Assert.True(await Loads());

        await DisposeComponentsAsync();
        _live.Publish(new WindowChanged(mine));
        Assert.False(await Loads(within: 300));
    }

    private static SignalNews News(long sequence, string kind, string node = "node-a:1", object? data = null) => new(
        sequence, kind, Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, node, "receiver", JsonSerializer.SerializeToElement(data ?? new { }));
}
