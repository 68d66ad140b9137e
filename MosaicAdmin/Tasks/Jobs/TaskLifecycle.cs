using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;

namespace MosaicAdmin.Tasks;

/// <summary>The transactions of a run, as a job calls them. None is cut short by the job's own cancellation: an end is always written.</summary>
public sealed partial class TaskLifecycle(
    WriterLane lane, WindowKeeper keeper, FinishRun finish, Alarm alarm, RedisJobKeys keys, NodeName node, IOptions<WindowOptions> options, TimeProvider time,
    FaultPoints faults, ILogger<TaskLifecycle> logger)
{
    /// <summary>Takes the run that is due; null when there is none for this firing.</summary>
    public async Task<Claim?> Take(Guid subjectId, string fireInstance)
    {
        faults.Reach(FaultPoint.TriggerFired);
        var taking = await lane.Run((write, ct) => keeper.Take(write, subjectId, node, fireInstance, ct), CancellationToken.None);
        if (taking.Claim is { } claim)
        {
            faults.Reach(FaultPoint.Taken);
            await keys.Clear(subjectId, claim.TaskId, CancellationToken.None);
            return claim;
        }

        if (taking.WakeAgain)
        {
            alarm.Ring(subjectId);
        }

        return null;
    }

    /// <summary>Cancels itself when the run is over its time limit.</summary>
    public CancellationTokenSource Limit() => new(options.Value.RunLimit, time);

    public async Task Close(Claim claim, TaskResult result) =>
        End(claim, await lane.Run((write, ct) => finish.Close(write, claim, result, ct), CancellationToken.None));

    public async Task Stop(Claim claim) =>
        End(claim, await lane.Run((write, ct) => finish.Stop(write, claim, ct), CancellationToken.None));

    public async Task Fail(Claim claim, Exception error, bool timedOut)
    {
        var delay = RetryDelay.After(claim.Attempt, Random.Shared.NextDouble());
        var again = claim.Attempt < options.Value.MaxAttempts;
        LogThrew(error, claim.TaskId, claim.SubjectId);
        End(claim, await lane.Run(
            (write, ct) => finish.Fail(write, claim, error, again ? write.Now + delay : null, timedOut, ct), CancellationToken.None));
    }

    private void End(Claim claim, TaskState state)
    {
        faults.Reach(FaultPoint.Closed);
        LogEnded(claim.TaskId, claim.SubjectId, state);
        alarm.Ring(claim.SubjectId);
    }

    [LoggerMessage(LogLevel.Information, "Task {TaskId} of {SubjectId} is {State}")]
    private partial void LogEnded(Guid taskId, Guid subjectId, TaskState state);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId} of {SubjectId} threw")]
    private partial void LogThrew(Exception error, Guid taskId, Guid subjectId);
}
