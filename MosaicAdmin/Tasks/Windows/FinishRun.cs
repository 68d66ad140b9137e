using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What a run made.</summary>
/// <param name="Changed">False when its input was the same as last time: nothing was rendered or written.</param>
/// <param name="Url">Where it can be seen.</param>
/// <param name="Bytes">What was written.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Commit">What else belongs in the transaction that closes the window.</param>
public sealed record TaskResult(
    bool Changed, string? Url = null, long Bytes = 0, long Milliseconds = 0, Func<Write, CancellationToken, Task>? Commit = null)
{
    /// <summary>What it did, in a word, where it is neither <c>made</c> nor <c>unchanged</c>.</summary>
    public string? Did { get; init; }

    /// <summary>What it had to do without; null when nothing.</summary>
    public IReadOnlyList<LeftOut>? LeftOut { get; init; }
}

/// <summary>The ends of a run, each one transaction: the window's row, the task's row, its signals, and what the run made.</summary>
public sealed class FinishRun(WindowKeeper keeper, RunKeeper runs, RecordSignal record, IOptions<WindowOptions> options)
{
    /// <summary>The body returned. Committed only while the claim still holds; else the run ends as cancelled or superseded.</summary>
    public async Task<TaskState> Close(Write write, Claim claim, TaskResult result, CancellationToken cancellationToken)
    {
        var window = await WindowKeeper.Find(write, claim.SubjectId, cancellationToken);
        if (window is null || !window.Close(claim))
        {
            return await Stop(write, claim, cancellationToken);
        }

        var run = await Run(write, claim, cancellationToken);
        run.End(result.Changed ? TaskState.Succeeded : TaskState.Unchanged, write.Now);
        (run.ResultUrl, run.ResultBytes) = (result.Url, result.Bytes);
        if (result.Commit is not null)
        {
            await result.Commit(write, cancellationToken);
        }

        record.Execute(write, new TaskSuccess(
            run.Ref, result.Did ?? (result.Changed ? "made" : "unchanged"), result.Bytes, result.Milliseconds, result.LeftOut));
        record.Execute(write, new TaskPostrun(run.Ref, run.State.Spelled()));
        return await keeper.Save(write, window, run.State, cancellationToken);
    }

    /// <summary>The body was stopped, or what it made may no longer be published. What is no longer this claim's stays as it is.</summary>
    public async Task<TaskState> Stop(Write write, Claim claim, CancellationToken cancellationToken)
    {
        var run = await Run(write, claim, cancellationToken);
        if (run.State.IsEnd())
        {
            return run.State;
        }

        var window = await WindowKeeper.Find(write, claim.SubjectId, cancellationToken);
        if (window?.IsOf(claim) == false)
        {
            // The end that let go of the claim was kept, though its answer may have been lost: the task waits or runs by another claim.
            return run.State;
        }

        if (window?.Holds(claim) == true)
        {
            // Interrupted, but nobody cancelled: what was asked for is still owed.
            return await Fail(write, claim, new OperationCanceledException("The run was interrupted."), write.Now, timedOut: false, cancellationToken);
        }

        run.End(TaskState.Cancelled, write.Now);
        run.Reason = run.CancelReason;
        record.Execute(write, new TaskRevoked(run.Ref, Terminated: true, By: run.CancelAskedBy, Reason: run.CancelReason));
        record.Execute(write, new TaskPostrun(run.Ref, run.State.Spelled()));
        if (window is not null)
        {
            window.Stop(claim);
            return await keeper.Save(write, window, run.State, cancellationToken);
        }

        await write.Db.SaveChangesAsync(cancellationToken);
        return run.State;
    }

    /// <summary>The body threw. It runs again at <paramref name="retryAt"/>, unless that is null or a newer publish waits.</summary>
    public async Task<TaskState> Fail(
        Write write, Claim claim, Exception error, DateTimeOffset? retryAt, bool timedOut, CancellationToken cancellationToken)
    {
        var run = await Run(write, claim, cancellationToken);
        var window = await WindowKeeper.Find(write, claim.SubjectId, cancellationToken);
        if (window is null || !window.Fail(claim, write.Now, options.Value, retryAt))
        {
            return await Stop(write, claim, cancellationToken);
        }

        (run.Exception, run.ExceptionDetail) = (error.GetType().Name, error.ToString());
        if (window.TaskId == claim.TaskId)
        {
            Retry(write, run, window, error);
        }
        else if (retryAt is not null && window.TaskId is { } newer)
        {
            run.End(TaskState.Superseded, write.Now);
            run.SupersededBy = newer;
            record.Execute(write, new TaskRevoked(run.Ref, Terminated: true, SupersededBy: newer, Reason: error.Message));
        }
        else
        {
            run.End(TaskState.Failed, write.Now);
            record.Execute(write, new TaskFailure(run.Ref, run.Exception, error.Message));
        }

        if (!timedOut || run.State != TaskState.Failed)
        {
            record.Execute(write, new TaskPostrun(run.Ref, run.State.Spelled()));
        }

        return await keeper.Save(write, window, run.State, cancellationToken);
    }

    /// <summary>Something outside the body went wrong. The run ends failed, and a new task does it again at <paramref name="again"/>.</summary>
    public async Task<TaskState> Break(Write write, Claim claim, Exception error, DateTimeOffset again, CancellationToken cancellationToken)
    {
        var run = await Run(write, claim, cancellationToken);
        if (run.State.IsEnd())
        {
            return run.State;
        }

        var window = await WindowKeeper.Find(write, claim.SubjectId, cancellationToken);
        if (window?.Break(claim, write.Now, again, options.Value, Guid.CreateVersion7(write.Now)) is not { } broken)
        {
            return await Stop(write, claim, cancellationToken);
        }

        run.End(TaskState.Failed, write.Now, error.GetType().Name, error.ToString());
        record.Execute(write, new TaskPostrun(run.Ref, run.State.Spelled()));
        record.Execute(write, new TaskInternalError(run.Ref, run.Exception!, error.Message));
        await runs.PublishAgain(write, window, run, broken, cancellationToken);
        return await keeper.Save(write, window, run.State, cancellationToken);
    }

    /// <summary>The body found that its message is none of its own.</summary>
    public async Task<TaskState> Reject(Write write, Claim claim, string reason, CancellationToken cancellationToken)
    {
        var run = await Run(write, claim, cancellationToken);
        var window = await WindowKeeper.Find(write, claim.SubjectId, cancellationToken);
        if (window is null || !window.Fail(claim, write.Now, options.Value, retryAt: null))
        {
            return await Stop(write, claim, cancellationToken);
        }

        run.End(TaskState.Rejected, write.Now);
        run.Reason = reason;
        record.Execute(write, new TaskRejected(run.Ref, reason));
        record.Execute(write, new TaskPostrun(run.Ref, run.State.Spelled()));
        return await keeper.Save(write, window, run.State, cancellationToken);
    }

    private void Retry(Write write, TaskRun run, Window window, Exception error)
    {
        run.State = TaskState.Retrying;
        (run.Eta, run.LatestAt) = (window.DueAt!.Value, window.LatestAt!.Value);
        record.Execute(write, new BeforeTaskPublish(run.Ref, run.Eta));
        record.Execute(write, new AfterTaskPublish(run.Ref, run.Eta, run.LatestAt));
        record.Execute(write, new TaskRetry(run.Ref, error.Message, run.Eta));
    }

    private static Task<TaskRun> Run(Write write, Claim claim, CancellationToken cancellationToken) =>
        write.Db.Tasks.SingleAsync(t => t.Id == claim.TaskId, cancellationToken);
}
