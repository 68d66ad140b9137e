using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>What narrows and lays out the list of tasks, each part alone.</summary>
public sealed class TaskQueryComponentTests : TestPage
{
    public TaskQueryComponentTests() => SignIn(Roles.Viewer);

    [Fact]
    public void Chips_show_states_with_their_counts_and_which_are_wanted()
    {
        var chosen = new List<IReadOnlyList<TaskState>>();
        var chips = Render<StateChips>(p => p
            .Add(c => c.Counts, new Dictionary<TaskState, int> { [TaskState.Failed] = 1200, [TaskState.Scheduled] = 3 })
            .Add(c => c.Wanted, [TaskState.Failed, TaskState.Lost])
            .Add(c => c.OnChoose, chosen.Add));

        Assert.Equal(
            [("all", "All1,203", "false"), ("scheduled", "scheduled3", "false"), ("failed", "failed1,200", "true"), ("lost", "lost0", "true")],
            chips.FindAll("[data-testid=state-chip]").Select(c => (c.GetAttribute("data-state"), c.TextContent.Trim(), c.GetAttribute("aria-pressed"))));
        chips.Find("[data-state=scheduled]").Click();
        chips.Find("[data-state=lost]").Click();
        chips.Find("[data-state=all]").Click();
        Assert.Equal(["Scheduled Failed Lost", "Failed", ""], chosen.Select(c => string.Join(' ', c)));
    }

    [Theory]
    [InlineData("en", "“stat:” is no field. Fields: state, name.")]
    [InlineData("zh-Hant", "沒有「stat:」這個欄位。可用欄位：state, name。")]
    public void The_box_says_what_is_wrong_and_keeps_what_was_typed(string language, string said)
    {
        Speak(language);
        var text = Services.GetRequiredService<IStringLocalizer<TaskListText>>();
        var box = Render<QueryBox>(p => p.Add(b => b.Value, "stat:x").Add(b => b.Fields, [new QueryField("state", "a \"hint\"", [new QueryValue("failed")])])
            .Add(b => b.Label, "Search").Add(b => b.TestId, "box").Add(b => b.Wrong, new QueryFault("NoField", "stat", "state, name").Say(text)));

        var input = box.Find("[data-testid=box]");
        Assert.Equal(("stat:x", "true", "combobox", "box-said"), (input.GetAttribute("value"), input.GetAttribute("aria-invalid"), input.GetAttribute("role"), input.GetAttribute("aria-describedby")));
        Assert.Equal(said, box.Find("#box-said").TextContent);
        Assert.Contains("\"word\":\"state\"", box.Find(".query-box").GetAttribute("data-fields")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_chosen_one_by_one_in_their_own_order()
    {
        var chosen = new List<IReadOnlyList<TaskColumn>>();
        var menu = Render<ColumnMenu>(p => p.Add(m => m.Shown, [TaskColumn.Due, TaskColumn.By]).Add(m => m.OnChoose, chosen.Add));

        menu.Find("[data-testid=column-node]").Change(true);
        menu.Find("[data-testid=column-due]").Change(false);
        menu.Find("[data-testid=columns-usual]").Click();

        Assert.Equal(["due,node,by", "by", "due,duration,attempts,node,by,published"], chosen.Select(TaskColumns.Spelled));
    }

    [Theory]
    [InlineData(null, "due,duration,attempts,node,by,published")]
    [InlineData("by, due,nonsense", "due,by")]
    [InlineData("", "")]
    public void Columns_are_read_from_the_address(string? cols, string read) => Assert.Equal(read, TaskColumns.Spelled(TaskColumns.Read(cols)));

    [Fact]
    public void A_row_has_the_chosen_columns_and_tells_a_task_of_its_own_once()
    {
        var task = new TaskSummary
        {
            Id = Guid.CreateVersion7(),
            Name = "lab.probe",
            State = TaskState.Failed,
            Playlist = null,
            Eta = Noon,
            LatestAt = Noon,
            PublishedAt = Noon,
            PublishedBy = "a-rather-long-name-of-somebody@mosaic.test",
            Attempts = 2,
            Pushes = 1,
            Reason = "Too dark.",
        };

        var table = Render<TaskTable>(p => p.Add(t => t.Items, [task]).Add(t => t.Columns, [TaskColumn.Reason, TaskColumn.By]));

        Assert.Equal(["State", "Task", "Reason", "By", "Actions"], table.FindAll("th").Select(h => h.TextContent));
        Assert.NotEmpty(table.Find("caption").TextContent);
        var row = table.Find("[data-testid=task-row]");
        Assert.Equal("lab.probe", row.QuerySelector("a.task-link")!.TextContent);
        Assert.Equal("on its own", row.QuerySelector(".task-sub span")!.TextContent);
        Assert.Equal(["Too dark.", task.PublishedBy], row.QuerySelectorAll("td[data-label]").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public void The_address_of_a_view_says_all_of_it() => Assert.Equal(
        "state=failed%2Clost&q=playlist%3A%22Road%20trip%22&cols=due", new TaskWords("failed,lost", Q: "playlist:\"Road trip\"", Cols: "due").Query);
}
