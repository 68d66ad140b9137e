using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Quartz.Extensibility;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>Tasks sent on their own, on the real scheduler: also the ends that no body brings about.</summary>
public sealed class SentTasksTests
{
    private static readonly (string Key, string Value)[] Quick = [("Mosaic:Sweep", "00:00:00.200"), ("Mosaic:MaxAttempts", "1")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_that_is_sent_runs_once_and_leaves_no_window()
    {
        await using var windows = await TestWindows.Start(Quick);
        var id = await Send(windows, "test.sum", """{"x":2,"y":3}""");
        await Ended(windows, id, TaskState.Succeeded);
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "success", "postrun"], await windows.Signals(id));
        Assert.Equal(id, Assert.Single(windows.Probe.Runs).TaskId);
        Assert.Equal(0, await Windows(windows));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"x":1}""")]
    [InlineData("""{"x":1,"y":"two"}""")]
    [InlineData("""{"x":1,"y":null}""")]
    [InlineData("""{"x":1,"y":2,"z":3}""")]
    [InlineData("""{"x":1001,"y":2}""")]
    [InlineData("[]")]
    [InlineData("no json")]
    public async Task A_message_that_is_not_readable_as_its_task_is_rejected(string arguments)
    {
        await using var windows = await TestWindows.Start(Quick);
        var id = await Send(windows, "test.sum", arguments);
        var run = await Ended(windows, id, TaskState.Rejected);
        Assert.StartsWith("The arguments are not those of test.sum", run.Reason, StringComparison.Ordinal);
        Assert.Equal(["before_publish", "after_publish", "received", "rejected"], await windows.Signals(id));
        Assert.Empty(windows.Probe.Runs);
    }

    [Fact]
    public async Task A_body_may_reject_what_it_cannot_work_with()
    {
        await using var windows = await TestWindows.Start(Quick);
        var id = await Send(windows, "test.sum", """{"x":1,"y":-2}""");
        var run = await Ended(windows, id, TaskState.Rejected);
        Assert.Equal("A sum below zero is no number of songs.", run.Reason);
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "rejected", "postrun"], await windows.Signals(id));
    }

    [Fact]
    public async Task A_name_that_no_version_here_knows_is_unknown()
    {
        await using var windows = await TestWindows.Start(Quick);
        var id = await Send(windows, "mosaic.animate", "{}");
        await Ended(windows, id, TaskState.Unknown);
        Assert.Equal(["before_publish", "after_publish", "received", "unknown"], await windows.Signals(id));
    }

    [Fact]
    public async Task A_playlist_whose_message_cannot_be_read_is_failed_and_made_by_the_next_publish()
    {
        await using var windows = await TestWindows.Start([.. Quick, ("Mosaic:Window", "00:00:00.200")]);
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await windows.Lane.Run((write, ct) => write.Db.Tasks.Where(t => t.Id == touched.TaskId).ExecuteUpdateAsync(t => t.SetProperty(r => r.Arguments, "{}"), ct), Stop);
        await Ended(windows, touched.TaskId, TaskState.Rejected);
        Assert.Equal(WindowState.Failed, (await windows.Window(playlist)).State);

        await windows.Publish(playlist);
        await Eventually.Get(() => windows.Window(playlist), w => w.Built == 2 && w.State == WindowState.Idle);
    }

    [Fact]
    public async Task A_task_past_its_expiry_is_revoked_where_it_waits()
    {
        await using var windows = await TestWindows.Start(Quick);
        var later = windows.Get<TimeProvider>().GetUtcNow().AddHours(1);
        var id = await Send(windows, "test.sum", """{"x":2,"y":3}""", eta: later, expires: later.AddMinutes(-90));
        var run = await Ended(windows, id, TaskState.Expired);
        Assert.Equal("Its time was over before it was begun.", run.Reason);
        Assert.Equal(["before_publish", "after_publish", "revoked"], await windows.Signals(id));
        Assert.Equal(0, await Windows(windows));
    }

    [Fact]
    public async Task A_task_that_is_received_past_its_expiry_is_revoked_instead_of_run()
    {
        await using var windows = await TestWindows.Create();
        var now = windows.Time.GetUtcNow();
        var id = await Send(windows, "test.sum", """{"x":2,"y":3}""", expires: now.AddSeconds(5));
        windows.Time.Advance(TimeSpan.FromSeconds(5));
        var taking = await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, id, new NodeName("node:1"), "fire", ct), Stop);
        Assert.Null(taking.Order);
        Assert.Equal(TaskState.Expired, (await windows.Run(id)).State);
        Assert.Equal(["before_publish", "after_publish", "received", "revoked"], await windows.Signals(id));
        Assert.Equal(0, await Windows(windows));
    }

    [Fact]
    public async Task A_body_that_cannot_be_made_is_an_internal_error_and_given_up_after_three()
    {
        await using var windows = await TestWindows.Start(Quick);
        var first = await Send(windows, "test.unmakeable", """{"x":2,"y":3}""");
        var runs = await Eventually.Get(() => Chain(windows, first), chain => chain.Count == 3 && chain.All(t => t.State == TaskState.Failed));
        Assert.All(runs, run => Assert.Equal("InvalidOperationException", run.Exception));
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "postrun", "internal_error"], await windows.Signals(first));
        Assert.Equal(0, await Windows(windows));
    }

    [Fact]
    public async Task A_result_that_cannot_be_stored_is_an_internal_error_and_done_again()
    {
        await using var windows = await TestWindows.Start([.. Quick, ("Mosaic:Window", "00:00:00.200")]);
        var refusals = 1;
        windows.Probe.Body = (_, _) => Task.FromResult(new TaskResult(Changed: true, Commit: (_, _) =>
            Interlocked.Decrement(ref refusals) >= 0 ? throw new InvalidOperationException("The result has no row to go to.") : Task.CompletedTask));
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await Eventually.Get(() => windows.Window(playlist), w => w.Built == w.Requested && w.State == WindowState.Idle);
        Assert.Equal(
            ["before_publish", "after_publish", "received", "prerun", "postrun", "internal_error"], await windows.Signals(touched.TaskId));
        var broken = await windows.Run(touched.TaskId);
        Assert.Equal((TaskState.Failed, "InvalidOperationException"), (broken.State, broken.Exception));
        Assert.Equal(TaskState.Succeeded, (await windows.Run(broken.SupersededBy!.Value)).State);
    }

    [Fact]
    public async Task A_firing_whose_job_Quartz_cannot_make_is_told_to_its_task()
    {
        await using var windows = await TestWindows.Start(Quick, services => services.AddQuartz(q => q.UseJobFactory<NoJobs>()));
        var first = await Send(windows, "test.sum", """{"x":2,"y":3}""");
        await Ended(windows, first, TaskState.Failed);
        Assert.Equal("internal_error", (await windows.Signals(first))[^1]);
        Assert.Equal("JobInstantiationException", (await windows.Run(first)).Exception);
    }

    [Fact]
    public async Task A_job_that_Quartz_cannot_make_for_one_task_costs_the_others_that_wait_no_alarm()
    {
        // Quartz puts all triggers of that job into error, and one job fires them all. Nothing sweeps here but the test.
        await using var windows = await TestWindows.Start([("Mosaic:Sweep", "00:10:00")], services => services.AddQuartz(q => q.UseJobFactory<NoJobs>()));
        var (alarm, sweeper) = (windows.Get<Alarm>(), windows.Get<WindowSweeper>());
        var waits = await Send(windows, "test.sum", """{"x":2,"y":3}""", eta: TimeProvider.System.GetUtcNow().AddHours(1));
        await Eventually.Get(() => State(windows, waits), state => state == TriggerState.Normal);
        Assert.Contains(waits, await alarm.Armed(Stop));

        await Ended(windows, await Send(windows, "test.sum", """{"x":2,"y":3}"""), TaskState.Failed);
        await Eventually.Get(() => State(windows, waits), state => state == TriggerState.Error);
        await Eventually.Get(
            async () =>
            {
                await sweeper.Poll(Stop);
                return await State(windows, waits);
            },
            state => state == TriggerState.Normal,
            TimeSpan.FromSeconds(10));
    }

    private static async Task<TriggerState> State(TestWindows windows, Guid subject)
    {
        var scheduler = await windows.Get<ISchedulerFactory>().GetScheduler(Stop);
        return await scheduler.GetTriggerState(new TriggerKey(subject.ToString(), Alarm.Group), Stop);
    }

    private sealed class NoJobs : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken) =>
            throw new TypeLoadException("not in this version");

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    private static async Task<Guid> Send(TestWindows windows, string name, string arguments, DateTimeOffset? eta = null, DateTimeOffset? expires = null)
    {
        var window = await windows.Lane.Run((write, ct) => windows.Keeper.Send(write, new NewTask(name, arguments, eta, expires), "admin", ct), Stop);
        windows.Get<Alarm>().Ring(window.SubjectId);
        return window.SubjectId;
    }

    private static Task<TaskRun> Ended(TestWindows windows, Guid id, TaskState state) =>
        Eventually.Get(() => windows.Run(id), run => run.State == state);

    private static async Task<List<TaskRun>> Chain(TestWindows windows, Guid first)
    {
        await using var db = await windows.Open();
        return await db.Tasks.AsNoTracking().Where(t => t.SubjectId == first).OrderBy(t => t.PublishedAt).ToListAsync(Stop);
    }

    private static async Task<int> Windows(TestWindows windows)
    {
        await using var db = await windows.Open();
        return await db.Windows.CountAsync(w => w.Once, Stop);
    }
}
