using Bunit;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>A window as it was: found from any of its publishes on real SQLite, and drawn so that 300 of them can still be read.</summary>
public sealed class WindowChainTests : TestPage
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_any_of_its_publishes_the_whole_window_is_found_and_nothing_beyond_it()
    {
        await using var windows = await TestWindows.Create();
        var subject = await windows.Window();
        var before = await Published(windows, subject, 2);
        await Run(windows, subject);
        windows.Time.Advance(TimeSpan.FromHours(1));
        var opened = windows.Time.GetUtcNow();
        var window = await Published(windows, subject, 4);
        await Run(windows, subject);
        windows.Time.Advance(TimeSpan.FromHours(1));
        var after = await Published(windows, subject, 1);

        foreach (var id in window)
        {
            var chain = await Read(windows, id);
            Assert.Equal(window, chain.Publishes.Select(p => p.Id));
            Assert.Equal([1, 2, 3, 4], chain.Publishes.Select(p => p.Pushes));
            Assert.Equal([0, 1, 2, 3], chain.Publishes.Select(p => (p.At - opened).TotalMinutes));
            Assert.All(chain.Publishes, p => Assert.Equal(p.At.AddMinutes(30), p.DueAt));
            Assert.Equal((opened.AddHours(4), opened.AddMinutes(33), opened.AddMinutes(33)), (chain.LatestAt, chain.FiredAt, chain.EndedAt));
            Assert.False(chain.Cut);
        }

        Assert.Equal(before, (await Read(windows, before[0])).Publishes.Select(p => p.Id));
        var waiting = await Read(windows, after[0]);
        Assert.Equal(after, waiting.Publishes.Select(p => p.Id));
        Assert.Null(waiting.FiredAt);
    }

    [Fact]
    public async Task A_task_that_does_a_lost_one_again_has_a_window_of_its_own()
    {
        await using var windows = await TestWindows.Create();
        var subject = await windows.Window();
        var first = Assert.Single(await Published(windows, subject, 1));
        windows.Time.Advance(TimeSpan.FromMinutes(30));
        await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, subject, new NodeName("node:1"), "f", ct), Stop);
        windows.Time.Advance(TimeSpan.FromMinutes(2));
        await windows.Lane.Run(async (write, ct) => await windows.Keeper.Recover(write, (await WindowKeeper.Find(write, subject, ct))!, ct), Stop);
        var again = (await windows.Run(first)).SupersededBy!.Value;

        Assert.Equal([first], (await Read(windows, first)).Publishes.Select(p => p.Id));
        Assert.Equal([again], (await Read(windows, again)).Publishes.Select(p => p.Id));
    }

    [Fact]
    public async Task More_than_can_be_shown_are_cut_with_the_task_among_them()
    {
        await using var windows = await TestWindows.Create(("Mosaic:MaxWait", "10.00:00:00"));
        var subject = await windows.Window();
        var ids = await Published(windows, subject, WindowChain.Most + 20, TimeSpan.FromSeconds(1));

        foreach (var id in new[] { ids[0], ids[300], ids[^1] })
        {
            var chain = await Read(windows, id);
            Assert.InRange(chain.Publishes.Count, 400, WindowChain.Most);
            Assert.Contains(id, chain.Publishes.Select(p => p.Id));
            Assert.True(chain.Cut);
        }
    }

    [Fact]
    public async Task There_is_no_window_of_no_task()
    {
        await using var windows = await TestWindows.Create();

        Assert.Null(await new ReadChain(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(Guid.NewGuid(), Stop));
    }

    [Fact]
    public void Each_publish_is_a_dot_with_a_name_that_leads_to_its_task_and_the_open_one_is_marked()
    {
        var chain = Chain(4);
        var picture = Render<TaskChain>(p => p.Add(c => c.Chain, chain).Add(c => c.Here, chain.Publishes[1].Id)).Find("svg.wide");

        var dots = picture.QuerySelectorAll("[data-testid=chain-dot]");
        Assert.Equal(chain.Publishes.Select(p => $"/tasks/{p.Id}"), dots.Select(d => d.GetAttribute("href")));
        Assert.Equal($"Publish 2, task {TaskIds.Short(chain.Publishes[1].Id)}, +1:00.0, by editor@mosaic.test", dots[1].GetAttribute("aria-label"));
        Assert.Equal([null, "page", null, null], dots.Select(d => d.GetAttribute("aria-current")));
        Assert.All(dots, d => Assert.Null(d.GetAttribute("tabindex")));
        Assert.Contains("at the latest +4:00:00", picture.TextContent, StringComparison.Ordinal);
        Assert.Contains("ran +33:00.0", picture.TextContent, StringComparison.Ordinal);
        Assert.Equal(chain.MosaicUrl, picture.QuerySelector("image")!.GetAttribute("href"));
    }

    [Fact]
    public void Three_hundred_publishes_stay_in_one_picture_and_the_list_has_their_links()
    {
        var chain = Chain(300);
        var shown = Render<TaskChain>(p => p.Add(c => c.Chain, chain).Add(c => c.Here, chain.Publishes[^1].Id));
        var layout = ChainLayout.Of(chain, 704);

        Assert.All(shown.FindAll("svg.wide [data-testid=chain-dot]"), d => Assert.Equal("-1", d.GetAttribute("tabindex")));
        Assert.Equal(chain.Publishes.Select(p => $"/tasks/{p.Id}"), shown.FindAll("[data-testid=chain-row] a").Select(a => a.GetAttribute("href")));
        Assert.InRange(layout.Bottom, 100, 300);
        Assert.All(layout.Bars.Zip(layout.Bars.Skip(1)), pair => Assert.True(pair.First.X <= pair.Second.X && pair.First.Y < pair.Second.Y));
        Assert.True(layout.Radius >= 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void The_band_moves_with_each_publish_and_is_handed_on(int publishes)
    {
        var layout = ChainLayout.Of(Chain(publishes), 704);

        Assert.All(layout.Bars, b => Assert.True(b.X <= b.Until && b.Until <= b.Due + 1e-6, $"{b}"));
        Assert.All(layout.Bars.Zip(layout.Bars.Skip(1)), pair => Assert.Equal(pair.Second.X, pair.First.Until, 1e-6));
        Assert.True(layout.Fired <= layout.Cap && layout.Cap <= 704 - ChainLayout.Result);
        Assert.All(layout.Axis.Pieces.Where(p => p.Broken), p => Assert.True(p.From >= layout.Chain.FiredAt));
    }

    [Theory]
    [InlineData(1, "Published once.")]
    [InlineData(3, "Published 3 times;")]
    public void It_says_in_a_sentence_what_the_picture_shows(int publishes, string words)
    {
        var text = Render<TaskChain>(p => p.Add(c => c.Chain, Chain(publishes))).Find(".chain-sum").TextContent;

        Assert.StartsWith(words, text, StringComparison.Ordinal);
        Assert.Contains("It ran once", text, StringComparison.Ordinal);
    }

    /// <summary>Publishes a minute apart, each due half an hour later, and run when the last was due.</summary>
    internal static WindowChain Chain(int publishes)
    {
        var ids = Enumerable.Range(0, publishes).Select(_ => Guid.CreateVersion7()).ToList();
        var last = TaskSeeds.Start.AddMinutes(publishes - 1 + 30);
        return new WindowChain(
            [.. ids.Select((id, i) => new ChainPublish(
                id, TaskSeeds.Start.AddMinutes(i), "editor@mosaic.test", i == publishes - 1 ? TaskState.Succeeded : TaskState.Superseded,
                TaskSeeds.Start.AddMinutes(i + 30), TaskSeeds.Start.AddMinutes(Math.Max(240, publishes + 60)), i + 1))],
            last, last, last.AddMilliseconds(40), $"/media/mosaics/{new string('a', 64)}.jpg");
    }

    private static async Task<List<Guid>> Published(TestWindows windows, Guid subject, int times, TimeSpan? apart = null)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < times; i++)
        {
            windows.Time.Advance(i == 0 ? TimeSpan.Zero : apart ?? TimeSpan.FromMinutes(1));
            ids.Add((await windows.Publish(subject)).TaskId);
        }

        return ids;
    }

    private static async Task Run(TestWindows windows, Guid subject)
    {
        windows.Time.Advance(TimeSpan.FromMinutes(30));
        var taking = await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, subject, new NodeName("node:1"), "f", ct), Stop);
        await windows.Lane.Run((write, ct) => windows.Get<FinishRun>().Close(write, taking.Claim!, new TaskResult(Changed: true), ct), Stop);
    }

    private static async Task<WindowChain> Read(TestWindows windows, Guid id) =>
        (await new ReadChain(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(id, Stop))!;
}
