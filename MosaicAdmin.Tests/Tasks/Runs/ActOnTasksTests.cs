using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>One act on many tasks, on real tables.</summary>
public sealed class ActOnTasksTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_that_match_are_cancelled_in_good_time_each_on_record()
    {
        await using var tables = await TestWindows.Create();
        var admin = await tables.Person(Roles.Admin);
        var subjects = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => tables.Window()));
        var tasks = await Task.WhenAll(subjects.Select(id => Touch(tables, id)));
        var watch = Stopwatch.StartNew();

        var acted = await tables.Get<ActOnTasks>().Execute(admin, TaskAct.Cancel, new TaskFilter(), "all wrong", Stop);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal((1000, 0), (acted.Ids.Count, acted.Refused.Count));
        await using var db = await tables.Open();
        Assert.Equal(1000, await db.Tasks.CountAsync(t => t.State == TaskState.Cancelled, Stop));
        Assert.Equal(0, await db.Windows.CountAsync(w => w.TaskId != null, Stop));
        Assert.Equal(tasks.Select(t => t.ToString()).Order(), await db.Audit.Where(a => a.Act == "task.cancel").Select(a => a.Subject).OrderBy(s => s).ToListAsync(Stop));
        var sum = await db.Audit.SingleAsync(a => a.Act == "tasks.cancel", Stop);
        Assert.Equal(("all wrong", """{"done":1000,"refused":0}"""), (sum.Reason, sum.Data));
    }

    [Fact]
    public async Task What_is_over_is_refused_by_name_and_the_rest_is_done()
    {
        await using var tables = await TestWindows.Create();
        var admin = await tables.Person(Roles.Admin);
        var (over, waiting, missing) = (await Touch(tables, await tables.Window()), await Touch(tables, await tables.Window()), Guid.NewGuid());
        await tables.Get<CancelTask>().Execute(admin, over, null, Stop);

        var acted = await tables.Get<ActOnTasks>().Execute(admin, TaskAct.Cancel, [over, waiting, missing, waiting], null, Stop);

        Assert.Equal([waiting], acted.Ids);
        Assert.Equal([(over, true), (missing, false)], acted.Refused.OrderByDescending(r => r.Id == over).Select(r => (r.Id, r.Why.Contains("cancelled already", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Newcomers_after_the_count_are_left_alone()
    {
        await using var tables = await TestWindows.Create();
        var admin = await tables.Person(Roles.Admin);
        var counted = await Touch(tables, await tables.Window());
        var filter = new TaskFilter { Until = tables.Time.GetUtcNow() };
        tables.Time.Advance(TimeSpan.FromSeconds(1));
        var newcomer = await Touch(tables, await tables.Window());

        var acted = await tables.Get<ActOnTasks>().Execute(admin, TaskAct.Hold, filter, "looking into it", Stop);

        Assert.Equal([counted], acted.Ids);
        Assert.Equal(TaskState.Scheduled, (await tables.Run(newcomer)).State);
        Assert.Equal([counted], await tables.Get<ListTasks>().ToActOn(new TaskFilter(), TaskAct.Release, 10, Stop));
        Assert.Equal([newcomer], await tables.Get<ListTasks>().ToActOn(new TaskFilter(), TaskAct.Hold, 10, Stop));
    }

    [Theory]
    [InlineData(TaskAct.Cancel)]
    [InlineData(TaskAct.Force)]
    [InlineData(TaskAct.Hold)]
    [InlineData(TaskAct.Drop)]
    public async Task Only_admins_act(TaskAct act)
    {
        await using var tables = await TestWindows.Create();
        var editor = await tables.Person(Roles.Editor);
        var task = await Touch(tables, await tables.Window());

        await Assert.ThrowsAsync<ForbiddenException>(() => tables.Get<ActOnTasks>().Execute(editor, act, [task], null, Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => tables.Get<ActOnTasks>().Execute(editor, act, new TaskFilter(), null, Stop));
        await using var db = await tables.Open();
        Assert.Empty(await db.Audit.ToListAsync(Stop));
    }

    [Fact]
    public async Task More_than_can_be_meant_is_refused_in_a_sentence()
    {
        await using var tables = await TestWindows.Create();
        var many = Enumerable.Range(0, ActOnTasks.Most + 1).Select(_ => Guid.NewGuid()).ToList();

        var refusal = await Assert.ThrowsAsync<InvalidInputException>(
            async () => await tables.Get<ActOnTasks>().Execute(await tables.Person(Roles.Admin), TaskAct.Cancel, many, null, Stop));

        Assert.Contains("At most 5000", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<Guid> Touch(TestWindows tables, Guid subject) =>
        (await tables.Lane.Run((write, ct) => tables.Keeper.Touch(write, subject, "editor", null, ct), Stop))!.TaskId;
}
