using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Health;
using MosaicAdmin.Tasks;
using Quartz;

namespace MosaicAdmin.Tests.Health;

/// <summary>Each invariant of windows, alarms, keys, runs and signals, broken for real, seen, repaired and gone.</summary>
public sealed class TaskInvariantTests(HealthApp health) : IClassFixture<HealthApp>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_that_lost_its_alarm()
    {
        var (playlist, task) = await health.Waiting("no alarm");
        await (await Scheduler()).UnscheduleJob(new TriggerKey($"{playlist}", Alarm.Group), Stop);

        var example = await health.SeeAndRepair("window-without-alarm");

        Assert.Equal(("no alarm", $"/tasks/{task}"), (example.Text, example.Url));
        Assert.Contains(playlist, await health.Get<Alarm>().Armed(Stop));
    }

    [Fact]
    public async Task An_alarm_of_no_window()
    {
        var nobody = Guid.NewGuid();
        var trigger = TriggerBuilder.Create().WithIdentity($"{nobody}", Alarm.Group).ForJob(Alarm.Job)
            .UsingJobData(Alarm.Subject, $"{nobody}").StartAt(TimeProvider.System.GetUtcNow().AddHours(1)).Build();
        await (await Scheduler()).ScheduleTrigger(trigger, TriggerConflict.Replace, Stop);

        await health.SeeAndRepair("alarm-without-window");

        Assert.DoesNotContain(nobody, await health.Get<Alarm>().Armed(Stop));
    }

    [Fact]
    public async Task A_window_whose_job_key_is_lost()
    {
        var (playlist, task) = await health.Waiting("no key");
        await health.Get<RedisJobKeys>().Remove(playlist, Stop);

        Assert.Equal($"/tasks/{task}", (await health.SeeAndRepair("window-without-key")).Url);

        Assert.Equal(task, (await health.Get<RedisJobKeys>().Get(playlist, Stop))!.TaskId);
    }

    [Fact]
    public async Task A_window_whose_job_key_names_another_task()
    {
        var (playlist, task) = await health.Waiting("wrong key");
        var keys = health.Get<RedisJobKeys>();
        var held = (await keys.Get(playlist, Stop))!;
        await keys.Swap(playlist, held with { TaskId = Guid.NewGuid(), Requested = 900 }, Stop);

        await health.SeeAndRepair("window-without-key");

        Assert.Equal(task, (await keys.Get(playlist, Stop))!.TaskId);
    }

    [Fact]
    public async Task A_job_key_of_no_window()
    {
        var nobody = Guid.NewGuid();
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await health.Get<RedisJobKeys>().Swap(nobody, new(Guid.NewGuid(), 1, later, later), Stop);

        var example = await health.SeeAndRepair("key-without-window");

        Assert.Equal((RedisJobKeys.Name(nobody), null), (example.Text, example.Url));
        Assert.Null(await health.Get<RedisJobKeys>().Get(nobody, Stop));
    }

    [Fact]
    public async Task A_job_key_whose_window_has_no_trigger()
    {
        var (playlist, _) = await health.Waiting("key without trigger");
        await (await Scheduler()).UnscheduleJob(new TriggerKey($"{playlist}", Alarm.Group), Stop);

        await health.SeeAndRepair("key-without-window");

        Assert.Contains(playlist, await health.Get<Alarm>().Armed(Stop));
        Assert.NotNull(await health.Get<RedisJobKeys>().Get(playlist, Stop));
    }

    [Fact]
    public async Task A_run_whose_process_died()
    {
        var (playlist, _) = await health.Waiting("dead run");
        var claim = await health.TakenByTheDead(playlist);

        Assert.Equal($"/tasks/{claim.TaskId}", (await health.SeeAndRepair("run-without-end")).Url);

        Assert.Equal(TaskState.Lost, await StateOf(claim.TaskId));
        await health.App.WaitForMosaic(playlist);
    }

    [Fact]
    public async Task A_run_that_no_window_names()
    {
        var (playlist, _) = await health.Waiting("stray run");
        var claim = await health.TakenByTheDead(playlist);
        using var api = health.App.Api();
        using var deleted = await api.DeleteAsync($"/api/v1/playlists/{playlist}", Stop);
        Assert.True(deleted.IsSuccessStatusCode);

        await health.SeeAndRepair("run-without-end");

        Assert.Equal(TaskState.Lost, await StateOf(claim.TaskId));
    }

    [Fact]
    public async Task Signals_in_an_order_that_cannot_be_are_seen_and_stay_as_they_were_recorded()
    {
        var (playlist, task) = await health.Waiting("illegal");
        health.App.Oracle.Excuse(playlist);
        await using var db = health.App.Database();
        db.Signals.Add(new RecordedSignal
        {
            TaskId = task, SubjectId = playlist, TaskName = "mosaic.create", Kind = "success", Side = SignalSide.Receiver, At = TimeProvider.System.GetUtcNow(), Node = "test", Data = "{}",
        });
        await db.SaveChangesAsync(Stop);

        var finding = await health.Find("illegal-sequence");

        Assert.Equal((1, false, $"/tasks/{task}"), (finding.Count, finding.CanRepair, Assert.Single(finding.Examples).Url));
        await Assert.ThrowsAsync<ActRefusedException>(() => health.Repair("illegal-sequence", "no"));
        await db.Signals.Where(s => s.TaskId == task && s.Kind == "success").ExecuteDeleteAsync(Stop);
        Assert.Equal(0, (await health.Find("illegal-sequence")).Count);
    }

    private ValueTask<IScheduler> Scheduler() => health.Get<ISchedulerFactory>().GetScheduler(Stop);

    private async Task<TaskState> StateOf(Guid task)
    {
        await using var db = health.App.Database();
        return (await db.Tasks.SingleAsync(t => t.Id == task, Stop)).State;
    }
}
