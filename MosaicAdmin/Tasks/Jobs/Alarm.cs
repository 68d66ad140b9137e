using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>
/// The alarm clock of each window: one Quartz trigger per playlist, at the row's due time. Whoever changes a row rings here; the row is
/// read again and its trigger replaced or removed, at most once per short moment however many rang, so that no upload waits for Quartz.
/// What is lost here the <see cref="WindowSweeper"/> finds.
/// </summary>
public sealed partial class Alarm(
    ISchedulerFactory schedulers, IDbContextFactory<MosaicDb> databases, RedisJobKeys keys, FaultPoints faults, TimeProvider time, ILogger<Alarm> logger)
    : BackgroundService
{
    /// <summary>Quartz group of the job and its triggers; a trigger is named after its subject.</summary>
    public const string Group = "tasks";

    /// <summary>The durable job that every trigger fires.</summary>
    public static readonly Quartz.JobKey Job = new("run", Group);

    /// <summary>Job data: the playlist's id, and nothing else.</summary>
    public const string Subject = "subject";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Guid, bool> _rung = new();
    private readonly SemaphoreSlim _bell = new(0);

    /// <summary>Swaps the playlist's job key and has its trigger set. Call it after the commit; it neither waits for Quartz nor fails for Redis.</summary>
    public async Task Set(Guid subjectId, Touched touched, CancellationToken cancellationToken)
    {
        Ring(subjectId);
        await keys.Swap(subjectId, new JobKey(touched.TaskId, touched.Requested, touched.DueAt, touched.LatestAt), cancellationToken);
    }

    /// <summary>Has the playlist's trigger follow its row.</summary>
    public void Ring(Guid subjectId)
    {
        _rung[subjectId] = true;
        _bell.Release();
    }

    /// <summary>After a cancel: the key and trigger of the waiting task go, and the running one is told to stop.</summary>
    public async Task Silence(Guid subjectId, Guid? waiting, string? fireInstance, CancellationToken cancellationToken)
    {
        faults.Reach(FaultPoint.CancelAcknowledged);
        Ring(subjectId);
        if (waiting is { } taskId)
        {
            await keys.Clear(subjectId, taskId, cancellationToken);
        }

        if (fireInstance is not null)
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.InterruptFireInstance(fireInstance, cancellationToken);
        }
    }

    /// <summary>The playlists that have a trigger now, and one that will fire: Quartz puts those of a job it could not make aside, in error.</summary>
    public async Task<IReadOnlySet<Guid>> Armed(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var triggers = await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken);
        var aside = await scheduler.QueryTriggers(
            new() { Group = GroupMatcher<TriggerKey>.GroupEquals(Group), State = TriggerState.Error, Take = PagedQuery.All }, cancellationToken);
        return triggers.Except(aside.Items.Select(t => t.Key)).Select(t => Guid.Parse(t.Name)).ToHashSet();
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _bell.WaitAsync(stoppingToken);
            if (await Answer(stoppingToken))
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <summary>Has the triggers of all who rang follow their rows; false when nobody did.</summary>
    internal async Task<bool> Answer(CancellationToken cancellationToken)
    {
        var rung = _rung.Keys.ToList();
        rung.ForEach(id => _rung.TryRemove(id, out _));
        try
        {
            await (rung.Count == 0 ? Task.CompletedTask : Follow(rung, cancellationToken));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotSet(error, rung.Count);
        }

        return rung.Count > 0;
    }

    private async Task Follow(List<Guid> subjects, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Windows.AsNoTracking()
            .Where(w => subjects.Contains(w.SubjectId) && w.TaskId != null)
            .ToDictionaryAsync(w => w.SubjectId, cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var subject in subjects)
        {
            try
            {
                await Follow(scheduler, subject, waiting.GetValueOrDefault(subject), cancellationToken);
            }
            catch (SchedulerException error)
            {
                LogNotSet(error, 1);
            }
        }
    }

    private async Task Follow(IScheduler scheduler, Guid subject, Window? window, CancellationToken cancellationToken)
    {
        if (window is { Held: false })
        {
            await scheduler.ScheduleTrigger(Trigger(subject, window.DueAt!.Value), TriggerConflict.Replace, cancellationToken);
        }
        else
        {
            await scheduler.UnscheduleJob(new TriggerKey(subject.ToString(), Group), cancellationToken);
        }

        if (window is { Once: true })
        {
            return;
        }

        // The publish has done this already; a retry, a recovery or a deletion has not.
        await (window is null
            ? keys.Remove(subject, cancellationToken)
            : keys.Swap(subject, RedisJobKeys.Of(window), cancellationToken));
    }

    private ITrigger Trigger(Guid subject, DateTimeOffset dueAt) => TriggerBuilder.Create(time)
        .WithIdentity(subject.ToString(), Group)
        .ForJob(Job)
        .UsingJobData(Subject, subject.ToString())
        .StartAt(dueAt)
        .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
        .Build();

    [LoggerMessage(LogLevel.Error, "{Count} triggers could not be set; the sweeper will")]
    private partial void LogNotSet(Exception error, int count);
}
