using System.Globalization;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Components;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MudBlazor.Services;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>The parts of the pages of tasks, each alone.</summary>
public sealed class TaskComponentTests : BunitContext
{
    private readonly BunitAuthorizationContext _user;

    public TaskComponentTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        _user = AddAuthorization();
        _user.SetAuthorized("somebody");
    }

    [Fact]
    public void The_table_shows_each_task_with_what_the_contract_names()
    {
        var (one, two) = (Summary(TaskState.Succeeded), Summary(TaskState.Scheduled));

        var table = Render<TaskTable>(p => p.Add(t => t.Items, [one, two]));

        var rows = table.FindAll("[data-testid=task-row]");
        Assert.Equal([(one.Id.ToString(), "succeeded"), (two.Id.ToString(), "scheduled")], rows.Select(r => (r.GetAttribute("data-task-id")!, r.GetAttribute("data-state")!)));
        Assert.Contains("Road trip", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("2.50 s", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("node-a:1", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("editor@mosaic.test", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/tasks/{one.Id}", rows[0].QuerySelector("a.task-link")!.GetAttribute("href"));
        Assert.Null(rows[0].QuerySelector("[data-due]"));
        Assert.Equal(two.Eta.ToUniversalTime(), DateTimeOffset.Parse(rows[1].QuerySelector("[data-due]")!.GetAttribute("data-due")!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_row_that_changes_stays_the_same_row()
    {
        var (one, two) = (Summary(TaskState.Scheduled), Summary(TaskState.Scheduled));
        var table = Render<TaskTable>(p => p.Add(t => t.Items, [one, two]));
        var before = table.FindComponents<TaskRow>().Select(r => r.Instance).ToList();

        table.Render(p => p.Add(t => t.Items, [Summary(TaskState.Scheduled), one with { State = TaskState.Running }, two]));

        var after = table.FindComponents<TaskRow>().Select(r => r.Instance).ToList();
        Assert.Same(before[0], after[1]);
        Assert.Same(before[1], after[2]);
        Assert.Equal("running", table.FindAll("[data-testid=task-row]")[1].GetAttribute("data-state"));
    }

    [Theory]
    [InlineData(TaskState.Scheduled, "task-force task-hold task-cancel")]
    [InlineData(TaskState.Retrying, "task-force task-hold task-cancel")]
    [InlineData(TaskState.Running, "task-cancel")]
    [InlineData(TaskState.Failed, "task-retry task-drop")]
    [InlineData(TaskState.Lost, "task-retry task-drop")]
    [InlineData(TaskState.Cancelled, "task-retry")]
    [InlineData(TaskState.Succeeded, "")]
    [InlineData(TaskState.Superseded, "")]
    public void An_admin_is_offered_what_the_state_allows(TaskState state, string expected)
    {
        _user.SetPolicies(Roles.Viewer, Roles.Editor, Roles.Admin);

        var buttons = Render<TaskActButtons>(p => p.Add(b => b.Task, Summary(state)));

        Assert.Equal(expected, string.Join(' ', buttons.FindAll("button").Select(b => b.GetAttribute("data-testid"))));
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Editor)]
    public void Nobody_else_is_offered_anything(string role)
    {
        _user.SetPolicies(role);

        Assert.Empty(Render<TaskActButtons>(p => p.Add(b => b.Task, Summary(TaskState.Scheduled))).FindAll("button"));
    }

    [Fact]
    public void A_task_asked_to_stop_is_not_asked_again()
    {
        _user.SetPolicies(Roles.Admin);

        Assert.Empty(Render<TaskActButtons>(p => p.Add(b => b.Task, Summary(TaskState.Running) with { CancelRequested = true })).FindAll("button"));
    }

    [Fact]
    public async Task A_press_says_which_act_on_which_task()
    {
        _user.SetPolicies(Roles.Admin);
        var task = Summary(TaskState.Scheduled);
        var wishes = new List<(TaskSummary, TaskAct)>();
        var table = Render<TaskTable>(p => p.Add(t => t.Items, [task]).Add(t => t.OnAct, wishes.Add));

        await table.Find("[data-testid=task-cancel]").ClickAsync(new());
        await table.Find("[data-testid=task-force]").ClickAsync(new());

        Assert.Equal([(task, TaskAct.Cancel), (task, TaskAct.Force)], wishes);
    }

    [Fact]
    public void What_a_signal_carries_is_shown_and_what_it_does_not_is_not()
    {
        var next = Guid.CreateVersion7();

        var data = Render<SignalData>(p => p.Add(d => d.Data, JsonSerializer.SerializeToElement(
            new { terminated = true, expired = false, supersededBy = next, by = (string?)null, bytes = 184_320, milliseconds = 1950, eta = TaskSeeds.Start })));

        Assert.Equal(["stopped while running", "replaced by", "size", "took", "due"], data.FindAll("dt").Select(d => d.TextContent));
        Assert.Equal($"/tasks/{next}", data.Find("a").GetAttribute("href"));
        Assert.Equal(["yes", TaskIds.Short(next), "184 KB", "1.95 s"], data.FindAll("dd").Take(4).Select(d => d.TextContent.Trim()));
        Assert.Equal(TaskSeeds.Start, DateTimeOffset.Parse(data.Find("time").GetAttribute("datetime")!, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("before_publish after_publish received prerun success postrun", "legal", "none is missing")]
    [InlineData("before_publish after_publish", "incomplete", "received, revoked")]
    [InlineData("before_publish after_publish success", "illegal", "Signal 3 is success; expected there: received, revoked")]
    [InlineData("before_publish after_publish revoked postrun", "illegal", "Signal 4 is postrun, though the task was over")]
    public void The_badge_says_whether_the_order_is_legal_and_why_not(string kinds, string verdict, string why)
    {
        var badge = Render<SequenceBadge>(p => p.Add(b => b.Signals, [.. kinds.Split(' ').Select((kind, i) => Entry(kind, i))])).Find("[data-testid=sequence-badge]");

        Assert.Equal(verdict, badge.GetAttribute("data-verdict"));
        Assert.Contains(why, badge.GetAttribute("title")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TaskState.Running, false, "On its way to node-a:1", "Waiting for the node")]
    [InlineData(TaskState.Running, true, "Delivered to node-a:1+120 ms", "Waiting for the node")]
    [InlineData(TaskState.Cancelled, true, "Delivered to node-a:1+120 ms", "Stopped+2.00 s")]
    [InlineData(TaskState.Succeeded, false, "Never reached node-a:1", "Over before it could be stopped+2.00 s")]
    [InlineData(TaskState.Lost, false, "Never reached node-a:1", "Its node was gone; nothing of it is shown+2.00 s")]
    public void A_cancel_shows_its_three_moments(TaskState state, bool delivered, string second, string third)
    {
        var phases = Render<CancelPhases>(p => p.Add(c => c.Task, new TaskDetails(Summary(state) with { Node = "node-a:1", EndedAt = TaskSeeds.Start.AddSeconds(2) })
        {
            Arguments = JsonElement.Parse("{}"),
            CancelAsked = new CancelAsked(TaskSeeds.Start, "admin@mosaic.test", "Wrong covers."),
            CancelDeliveredAt = delivered ? TaskSeeds.Start.AddMilliseconds(120) : null,
        })).FindAll(".phase").Select(p => string.Join(' ', p.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" +", "+", StringComparison.Ordinal)).ToList();

        Assert.Contains("admin@mosaic.test", phases[0], StringComparison.Ordinal);
        Assert.Contains("Wrong covers.", phases[0], StringComparison.Ordinal);
        Assert.Equal(second, phases[1]);
        Assert.StartsWith(third, phases[2], StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_who_holds_a_task_who_let_one_go_and_why()
    {
        var at = TaskSeeds.Start;
        var held = Render<WhoActed>(p => p.Add(w => w.Task, new TaskDetails(Summary(TaskState.Scheduled) with { Held = true })
        {
            Arguments = JsonElement.Parse("{}"),
            Acted = new WindowAct("ann@mosaic.test", "until the artwork is in", at),
        }));
        Assert.StartsWith("Held by ann@mosaic.test", held.Find("[data-testid=task-acted]").TextContent, StringComparison.Ordinal);
        Assert.EndsWith(": “until the artwork is in”", held.Find("[data-testid=task-acted]").TextContent, StringComparison.Ordinal);

        var dropped = Render<WhoActed>(p => p.Add(w => w.Task, new TaskDetails(Summary(TaskState.Rejected))
        {
            Arguments = JsonElement.Parse("{}"),
            Dropped = new WindowAct("bob@mosaic.test", null, at),
        }));
        Assert.StartsWith("Dropped by bob@mosaic.test", dropped.Find("[data-testid=task-dropped]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_picked_one_by_one_or_all_on_the_page()
    {
        _user.SetPolicies(Roles.Admin);
        var (one, two) = (Summary(TaskState.Scheduled), Summary(TaskState.Failed));
        var picked = new PickedTasks();
        var table = Render<TaskTable>(p => p.Add(t => t.Items, [one, two]).Add(t => t.Picked, picked.Ids).Add(t => t.OnPick, wish => picked.Pick(wish.Tasks, wish.Picked)));

        table.FindAll("[data-testid=task-select]")[1].Change(true);
        Assert.Equal([two.Id], picked.Ids);
        table.Find("[data-testid=bulk-page]").Change(true);
        Assert.Equal(new HashSet<Guid> { one.Id, two.Id }, picked.Ids);
        picked.PickAll(true);
        Assert.True(picked is { All: true, Ids.Count: 0 });
    }

    [Fact]
    public void The_bar_says_how_many_are_meant()
    {
        var bar = Render<BulkBar>(p => p.Add(b => b.Picked, 2).Add(b => b.Matching, 37).Add(b => b.All, false)
            .Add(b => b.Fits, new Dictionary<TaskAct, int> { [TaskAct.Retry] = 2, [TaskAct.Cancel] = 0 }));
        Assert.Equal("Try again 2", bar.Find(".bulk-acts").TextContent.Trim());
        Assert.Empty(bar.FindAll("[data-testid=bulk-cancel]"));
        Assert.Equal("2 picked", bar.Find("[data-testid=bulk-count]").TextContent);
        Assert.Equal("Pick all 37 that match", bar.Find("[data-testid=bulk-all]").TextContent);

        bar.Render(p => p.Add(b => b.All, true));
        Assert.Equal("All 37 that match", bar.Find("[data-testid=bulk-count]").TextContent);
        Assert.Empty(bar.FindAll("[data-testid=bulk-all]"));
    }

    [Fact]
    public async Task A_chosen_filter_is_told_with_the_others_kept()
    {
        var told = new List<TaskWords>();
        var filters = Render<TaskFilters>(p => p
            .Add(f => f.Value, new TaskWords(Playlist: Guid.Empty.ToString(), Q: "rain state:lost"))
            .Add(f => f.Choices, new TaskChoices(["Rain"], ["mosaic.create"], [], []))
            .Add(f => f.OnChange, told.Add));

        await filters.Find("[data-testid=task-filter-state]").ChangeAsync(new() { Value = "failed" });
        await filters.Find("[data-testid=token-playlist]").ClickAsync(new());

        Assert.Equal([new TaskWords("failed", Playlist: Guid.Empty.ToString(), Q: "rain"), new TaskWords(Q: "rain state:lost")], told);
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(999.9, "999 ms")]
    [InlineData(1000, "1.00 s")]
    [InlineData(59_999, "59.99 s")]
    [InlineData(192_000, "3 min 12 s")]
    [InlineData(3_720_000, "1 h 02 min")]
    [InlineData(180_000_000, "2 d 02 h")]
    [InlineData(-4, "−4 ms")]
    public void Times_read_short(double milliseconds, string text) => Assert.Equal(text, ElapsedText.Of(TimeSpan.FromMilliseconds(milliseconds)));

    private static TaskSummary Summary(TaskState state) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = "mosaic.create",
        State = state,
        Playlist = new TaskPlaylist(Guid.CreateVersion7(), "Road trip"),
        Eta = TaskSeeds.Start.AddMinutes(30),
        LatestAt = TaskSeeds.Start.AddHours(4),
        PublishedAt = TaskSeeds.Start,
        PublishedBy = "editor@mosaic.test",
        StartedAt = state is TaskState.Scheduled ? null : TaskSeeds.Start.AddMinutes(30),
        EndedAt = state.IsEnd() ? TaskSeeds.Start.AddMinutes(30).AddSeconds(2.5) : null,
        Attempts = 1,
        Pushes = 1,
        Node = "node-a:1",
    };

    private static TaskSignalEntry Entry(string kind, int milliseconds) =>
        new(milliseconds, kind, TaskSeeds.Start.AddMilliseconds(milliseconds), "node-a:1", SignalKind.Named(kind)!.Side, JsonElement.Parse("{}"));
}
