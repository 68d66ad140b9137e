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
    public async Task<Order?> Take(Guid subjectId, string fireInstance)
    {
        faults.Reach(FaultPoint.TriggerFired);
        var taking = await lane.Run((write, ct) => keeper.Take(write, subjectId, node, fireInstance, ct), CancellationToken.None);
        if (taking.Order is { } order)
        {
            faults.Reach(FaultPoint.Taken);
            await keys.Clear(subjectId, order.Claim.TaskId, CancellationToken.None);
            return order;
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

    /// <summary>The body was interrupted.</summary>
    public async Task Stop(Claim claim) => End(claim, await lane.Run(
        async (write, ct) =>
        {
            // A body that stops at once may be here before its delivery is written.
            await CancelDelivery.Note(write, claim.TaskId, ct);
            return await finish.Stop(write, claim, ct);
        },
        CancellationToken.None));

    public async Task Fail(Claim claim, Exception error, bool timedOut)
    {
        var delay = RetryDelay.After(claim.Attempt, Random.Shared.NextDouble());
        var again = error is not TaskHopelessException && claim.Attempt < options.Value.MaxAttempts;
        LogThrew(error, claim.TaskId, claim.SubjectId);
        End(claim, await lane.Run(
            (write, ct) => finish.Fail(write, claim, error, again ? write.Now + delay : null, timedOut, ct), CancellationToken.None));
    }

    /// <summary>Something outside the body went wrong; where even that cannot be written, the lease tells in the end.</summary>
    public async Task Break(Claim claim, Exception error)
    {
        LogBroke(error, claim.TaskId, claim.SubjectId);
        var delay = RetryDelay.After(1, Random.Shared.NextDouble());
        End(claim, await lane.Run((write, ct) => finish.Break(write, claim, error, write.Now + delay, ct), CancellationToken.None));
    }

    /// <summary>The scheduler fired for a subject, but could not make the job.</summary>
    public async Task BreakUnmade(Guid subjectId, string fireInstance, Exception error)
    {
        if (await Take(subjectId, fireInstance) is { } order)
        {
            await Break(order.Claim, error);
        }
    }

    public async Task Reject(Claim claim, string reason) =>
        End(claim, await lane.Run((write, ct) => finish.Reject(write, claim, reason, ct), CancellationToken.None));

    private void End(Claim claim, TaskState state)
    {
        faults.Reach(FaultPoint.Closed);
        LogEnded(claim.TaskId, claim.SubjectId, state);
        alarm.Ring(claim.SubjectId);
    }

    [LoggerMessage(LogLevel.Information, "Task {TaskId} of {SubjectId} is {State}")]
    private partial void LogEnded(Guid taskId, Guid subjectId, TaskState state);

    [LoggerMessage(LogLevel.Error, "Task {TaskId} of {SubjectId} broke outside its body")]
    private partial void LogBroke(Exception error, Guid taskId, Guid subjectId);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId} of {SubjectId} threw")]
    private partial void LogThrew(Exception error, Guid taskId, Guid subjectId);
}
