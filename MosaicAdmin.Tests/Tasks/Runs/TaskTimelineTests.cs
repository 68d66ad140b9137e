using Bunit;
using Microsoft.AspNetCore.Components.Web;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>The time line: in two lanes to scale, attempts folded, each kind of end in its own words.</summary>
public sealed class TaskTimelineTests : TestPage
{
    public static TheoryData<TaskRevoked, string> Revocations
    {
        get
        {
            var task = new TaskRef(Guid.Empty, "", Guid.Empty);
            return new()
            {
                { new TaskRevoked(task, SupersededBy: Guid.CreateVersion7(), Reason: "A newer publish replaced it."), "Replaced by a newer publish" },
                { new TaskRevoked(task, Terminated: true, SupersededBy: Guid.CreateVersion7()), "Failed while a newer publish waits, which does the work" },
                { new TaskRevoked(task, By: "admin@mosaic.test"), "Cancelled while it waited" },
                { new TaskRevoked(task, Terminated: true, By: "admin@mosaic.test"), "Cancelled while it ran, and stopped" },
                { new TaskRevoked(task, Expired: true), "Its time was over before it began" },
                { new TaskRevoked(task, By: "admin@mosaic.test", Reason: "The playlist was deleted."), "Its playlist was deleted" },
            };
        }
    }

    [Fact]
    public void Signals_stand_in_their_lanes_with_the_time_since_the_first_and_since_the_one_before()
    {
        var line = Line(TaskLives.Succeeded);

        var signals = line.FindAll("[data-testid=signal]");
        Assert.Equal(
            [("before_publish", "sender"), ("after_publish", "sender"), ("received", "receiver"), ("prerun", "receiver"), ("success", "receiver"), ("postrun", "receiver")],
            signals.Select(s => (s.GetAttribute("data-kind")!, s.GetAttribute("data-side")!)));
        Assert.Equal(["+0.000 s", "+0.000 s", "+30:00.0", "+30:00.0", "+30:00.0", "+30:00.0"], signals.Select(s => s.QuerySelector("time.tl-at")!.TextContent));
        Assert.Equal("2026-11-01 08:30:00.040 UTC", signals[4].QuerySelector("time.tl-at")!.GetAttribute("title"));
        Assert.Contains("40 ms later", signals[4].TextContent, StringComparison.Ordinal);
        Assert.Contains("node-a, process 1", line.Markup, StringComparison.Ordinal);
        Assert.Empty(line.FindAll(".tl-fold"));
    }

    [Fact]
    public void The_picture_shows_the_wait_cut_short_and_the_run_as_a_bar()
    {
        var picture = Line(TaskLives.Succeeded).Find("svg.wide");

        Assert.Contains("30 min 00 s in which nothing happened", picture.QuerySelector(".tl-break title")!.TextContent, StringComparison.Ordinal);
        Assert.InRange(double.Parse(picture.QuerySelector(".tl-run rect")!.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture), 300, 704);
        Assert.Equal(6, picture.QuerySelectorAll(".tl-mark").Length);
        Assert.StartsWith("received, Receiver, +30:00.0", picture.QuerySelectorAll(".tl-mark")[2].QuerySelector("title")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_attempts_take_one_line_each_and_the_last_is_open()
    {
        var line = Line(TaskLives.FiveAttempts);

        var attempts = line.FindAll("[data-testid=attempt]").Where(a => a.GetAttribute("data-attempt") != "0").ToList();
        Assert.Equal(["false", "false", "false", "false", "true"], attempts.Select(a => a.QuerySelector("button.tl-fold")!.GetAttribute("aria-expanded")));
        Assert.Equal([false, false, false, false, true], attempts.Select(a => !a.QuerySelector("ol")!.HasAttribute("hidden")));
        Assert.Contains("Failed, and will run again", attempts[1].QuerySelector(".tl-group-line")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("took 40 ms", attempts[1].QuerySelector(".tl-group-line")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("No luck the 2. time.", attempts[1].QuerySelector(".tl-group-line")!.TextContent, StringComparison.Ordinal);

        // In the picture each has its bar, and only the open one its signals.
        var picture = line.Find("svg.wide");
        Assert.Equal(["1", "2", "3", "4", "5"], picture.QuerySelectorAll(".tl-number").Select(n => n.TextContent));
        Assert.Equal(6, picture.QuerySelectorAll(".tl-mark").Length);
        Assert.All(picture.QuerySelectorAll(".tl-run rect"), r => Assert.True(double.Parse(r.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture) > 40));
    }

    [Fact]
    public async Task A_folded_attempt_is_opened_on_demand_and_folded_again()
    {
        var line = Line(TaskLives.FiveAttempts);
        AngleSharp.Dom.IElement Second() => line.FindAll("[data-testid=attempt]").First(a => a.GetAttribute("data-attempt") == "2");

        await Second().QuerySelector("button")!.ClickAsync(new());
        Assert.False(Second().QuerySelector("ol")!.HasAttribute("hidden"));
        Assert.Equal(12, line.Find("svg.wide").QuerySelectorAll(".tl-mark").Length);

        await Second().QuerySelector("button")!.ClickAsync(new());
        Assert.True(Second().QuerySelector("ol")!.HasAttribute("hidden"));
    }

    [Fact]
    public async Task A_dot_that_is_chosen_is_marked_in_the_list_and_dots_are_one_tab_stop()
    {
        var line = Line(TaskLives.Succeeded);
        Assert.Equal([0, -1, -1, -1, -1, -1], line.FindAll("svg.wide .tl-mark").Select(m => int.Parse(m.GetAttribute("tabindex")!, System.Globalization.CultureInfo.InvariantCulture)));

        var next = Reference(line.FindAll("svg.wide .tl-mark")[3]);

        await line.FindAll("svg.wide .tl-mark")[2].FocusAsync(new());

        Assert.Equal("received", line.Find("[data-testid=signal][data-picked]").GetAttribute("data-kind"));
        Assert.Equal("true", line.FindAll("svg.wide .tl-mark")[2].GetAttribute("aria-pressed"));
        Assert.Equal("0", line.FindAll("svg.wide .tl-mark")[2].GetAttribute("tabindex"));

        await line.FindAll("svg.wide .tl-mark")[2].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowRight" });
        var focused = Assert.Single(JSInterop.Invocations, i => i.Identifier == "Blazor._internal.domWrapper.focus");
        Assert.Equal(next, ((Microsoft.AspNetCore.Components.ElementReference)focused.Arguments[0]!).Id);
    }

    [Theory]
    [MemberData(nameof(Revocations))]
    public void Each_kind_of_revocation_has_words_of_its_own(TaskRevoked revoked, string words) =>
        Assert.Contains(words, Line(TaskLives.Revoked(revoked)).Find("[data-testid=signal][data-kind=revoked]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void A_lost_run_is_said_to_be_published_again_and_its_bar_ends_where_it_was_noticed()
    {
        var line = Line(TaskLives.Lost);

        Assert.Contains("published again", line.Find("[data-testid=signal][data-kind=failure]").TextContent, StringComparison.Ordinal);
        Assert.Contains("took 1 min 00 s", line.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("no retry follows", line.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_never_ran_has_no_bar()
    {
        var line = Line(TaskLives.Unknown);

        Assert.Empty(line.FindAll(".tl-run"));
        Assert.Contains("No such task is registered here", line.Markup, StringComparison.Ordinal);
        Assert.Equal(4, line.FindAll("svg.wide .tl-mark").Count);
    }

    [Fact]
    public void A_task_without_signals_says_so() => Assert.Contains("No signal has been recorded", Line([]).Markup, StringComparison.Ordinal);

    [Theory]
    [InlineData(704.0)]
    [InlineData(328.0)]
    public void Names_in_the_picture_cover_no_other_and_stay_inside(double width)
    {
        foreach (var life in new[] { TaskLives.Succeeded, TaskLives.FiveAttempts, TaskLives.Lost, TaskLives.Unknown })
        {
            var layout = TimelineLayout.Of(SignalGroup.Of(life), _ => true, width);
            foreach (var row in layout.Sender.GroupBy(m => m.Row).Concat(layout.Receiver.GroupBy(m => m.Row)))
            {
                var names = row.Select(m => m.Before ? (From: m.X - (m.Signal.Kind.Length * 7), To: m.X) : (From: m.X, To: m.X + (m.Signal.Kind.Length * 7))).OrderBy(n => n.From).ToList();
                Assert.All(names, n => Assert.True(n.From >= 0 && n.To <= width));
                Assert.All(names.Zip(names.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
            }
        }
    }

    private static string Reference(AngleSharp.Dom.IElement element) =>
        element.Attributes.Single(a => a.Name.StartsWith("blazor:elementreference", StringComparison.OrdinalIgnoreCase)).Value;

    private IRenderedComponent<TaskTimeline> Line(IReadOnlyList<TaskSignalEntry> signals) => Render<TaskTimeline>(p => p.Add(t => t.Signals, signals));
}
