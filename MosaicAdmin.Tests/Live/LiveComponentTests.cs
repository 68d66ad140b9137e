using System.Text.Json;
using Bunit;
using FsCheck.Xunit;
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
    public void The_stream_keeps_the_newest_shows_so_many_and_counts_all()
    {
        var stream = new LiveStream();
        for (var i = 1; i <= LiveStream.Kept + 50; i++)
        {
            stream.Add(News(i, i % 2 == 0 ? "prerun" : "failure"));
        }

        Assert.Equal(LiveStream.Most, stream.Shown.Count());
        Assert.Equal(LiveStream.Kept + 50, stream.Shown.First().News.Sequence);
        Assert.Equal((1050, 525, 525, 0, 525), (stream.Total, stream.Counts["prerun"], stream.Counts["failure"], stream.Counts["retry"], stream.Failures));
        stream.Filter = Filter("prerun", null);
        Assert.Equal(LiveStream.Most, stream.Shown.Count());
    }

    [Fact]
    public void Paused_the_list_stands_still_the_counters_go_on_and_a_mark_stays_at_the_place()
    {
        var stream = new LiveStream();
        stream.Add(News(1, "prerun"));
        stream.Toggle();
        stream.Add(News(2, "postrun"));

        Assert.Equal([1], stream.Shown.Select(s => s.News.Sequence));
        Assert.Equal((2, 1), (stream.Total, stream.Unseen));
        stream.Toggle();
        Assert.Equal([2, 1], stream.Shown.Select(s => s.News.Sequence));
        Assert.Equal((0, 1), (stream.Unseen, stream.Mark));
    }

    [Fact]
    public void It_stands_still_while_somebody_reads_in_it_and_leaving_does_not_end_a_pause()
    {
        var stream = new LiveStream();
        stream.Add(News(1, "prerun"));
        stream.Hold(true);
        stream.Add(News(2, "postrun"));
        Assert.Equal([1], stream.Shown.Select(s => s.News.Sequence));

        stream.Hold(false);
        Assert.Equal([2, 1], stream.Shown.Select(s => s.News.Sequence));
        Assert.Null(stream.Mark);

        stream.Hold(true);
        stream.Toggle();
        stream.Hold(false);
        stream.Add(News(3, "postrun"));
        Assert.Equal(2, stream.Shown.Count());
    }

    [Theory]
    [InlineData("prerun", "", "1")]
    [InlineData("prerun,retry", null, "3 1")]
    [InlineData("nonsense", null, "3 2 1")]
    [InlineData(null, "NODE-B", "2")]
    [InlineData(null, "\"too dark\"", "3")]
    [InlineData(null, "playlist:road", "3 1")]
    [InlineData(null, "-playlist:road name:mosaic", "2")]
    [InlineData(null, "playlist:", "3 2 1")]
    [InlineData(null, "-playlist:", "3 2 1")]
    [InlineData("prerun", "node-b", "")]
    public void Filters_hold_on_old_and_new(string? kind, string? query, string expected)
    {
        var stream = new LiveStream { Filter = Filter(kind, query) };
        stream.Add(News(1, "prerun"));
        stream.Add(News(2, "postrun", node: "node-b:9", playlist: "Rain"));
        stream.Add(News(3, "retry", data: new { reason = "Too dark." }));

        Assert.Equal(expected, string.Join(' ', stream.Shown.Select(s => s.News.Sequence)));
    }

    [Fact]
    public void A_filter_that_cannot_be_read_names_the_word()
    {
        Assert.Null(LiveFilter.TryRead(null, "rain state:failed", out var fault));
        Assert.Equal(("NoField", "state", "playlist, name, node, id"), (fault!.Key, fault.Word, fault.Legal));
    }

    [Property]
    public bool No_query_breaks_the_filter(string? kind, string? query) => LiveFilter.TryRead(kind, query, out var fault) is { } filter
        ? filter.Wants(News(1, "prerun")) is var _ && fault is null
        : fault is not null;

    [Fact]
    public void The_rate_counts_ten_seconds_at_a_time_over_five_minutes()
    {
        var rate = new SignalRate();
        foreach (var second in new[] { 0, 9, 10, 299, 300, 301, 3600 })
        {
            rate.Add(DateTimeOffset.UnixEpoch.AddSeconds(second));
        }

        Assert.Equal([2, 1, .. new int[27], 1], rate.Lately(DateTimeOffset.UnixEpoch.AddSeconds(299)));
        Assert.Equal([1, .. new int[27], 1, 2], rate.Lately(DateTimeOffset.UnixEpoch.AddSeconds(309)));
        var line = Render<LiveSparkline>(p => p.Add(l => l.Counts, rate.Lately(DateTimeOffset.UnixEpoch.AddSeconds(299))));
        Assert.Equal(30, line.FindAll("rect").Count);
        Assert.Equal("Signals in each ten seconds of the last five minutes: at most 2, 1 just now", line.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_signal_in_the_list_leads_to_its_task_and_names_its_playlist()
    {
        var news = News(7, "success", data: new { result = "made" });

        var list = Render<LiveList>(p => p.Add(l => l.Signals, [news]).Add(l => l.Mark, 7));

        var row = list.Find("[data-testid=signal]");
        Assert.Equal(("success", "receiver"), (row.GetAttribute("data-kind"), row.GetAttribute("data-side")));
        Assert.Equal($"/tasks/{news.News.TaskId}", row.QuerySelector("a.live-task")!.GetAttribute("href"));
        Assert.Equal("Road trip", row.QuerySelector("a.live-task")!.TextContent);
        Assert.Contains("made", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("Paused here", list.Find("li").TextContent);
    }

    [Fact]
    public async Task A_counter_chooses_its_kind_with_others_and_lets_it_go_again()
    {
        var chosen = new List<IReadOnlyList<string>>();
        var counters = Render<LiveCounters>(p => p.Add(c => c.Counts, new LiveStream().Counts).Add(c => c.Kinds, ["failure"]).Add(c => c.OnKinds, chosen.Add));

        await counters.Find("[data-kind=retry]").ClickAsync(new());
        counters.Render(p => p.Add(c => c.Kinds, ["failure", "retry"]));
        Assert.Equal("true", counters.Find("[data-kind=retry]").GetAttribute("aria-pressed"));
        await counters.Find("[data-kind=retry]").ClickAsync(new());

        Assert.Equal(["failure retry", "failure"], chosen.Select(c => string.Join(' ', c)));
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

    private static LiveFilter Filter(string? kind, string? query) => LiveFilter.TryRead(kind, query, out _)!;

    private static LiveSignal News(long sequence, string kind, string node = "node-a:1", object? data = null, string? playlist = "Road trip") => new(
        new SignalNews(
            sequence, kind, Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, node, "receiver", JsonSerializer.SerializeToElement(data ?? new { })),
        playlist);
}
