using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What a task is asked to do.</summary>
public sealed record TaskMessage(string Name, string Arguments, DateTimeOffset? ExpiresAt);

/// <summary>Why a waiting task is ended.</summary>
public sealed record Revocation(Guid? SupersededBy = null, string? By = null, string? Reason = null);

/// <summary>Writes the task rows that follow a window, with the signals that tell of them. How a run ends is <see cref="FinishRun"/>'s.</summary>
public sealed class RunKeeper(WindowTask task, RecordSignal record, IOptions<WindowOptions> options)
{
    /// <summary>What stands in the place of an exception's type where the process went silent.</summary>
    internal const string NodeLost = "NodeLost";

    /// <summary>True for a task that windows publish; false for one that was sent on its own.</summary>
    public bool IsOfWindow(TaskRun run) => run.Name == task.Name;

    /// <summary>Publishes the task that does again what <paramref name="run"/> did not, with its message.</summary>
    public async Task PublishAgain(Write write, Window window, TaskRun run, Recovered recovered, CancellationToken cancellationToken)
    {
        if (recovered.Again is { } id)
        {
            run.SupersededBy = id;
            var again = new Touched(id, window.DueAt!.Value, window.LatestAt!.Value, window.Requested);
            var message = new TaskMessage(run.Name, run.Arguments, run.ExpiresAt);
            await Publish(write, window, again, run.PublishedBy, replaced: null, cancellationToken, message, after: run.Id);
        }
    }

    /// <summary>Names the task that takes the place of one that ended. Asked of the table itself: another node may have read the same row.</summary>
    /// <exception cref="ActRefusedException">Another takes its place already.</exception>
    public async Task TakePlace(Write write, Guid former, Guid again, CancellationToken cancellationToken)
    {
        var taken = await write.Db.Tasks.Where(t => t.Id == former && t.SupersededBy == null)
            .ExecuteUpdateAsync(t => t.SetProperty(run => run.SupersededBy, again), cancellationToken);
        if (taken == 0)
        {
            throw new ActRefusedException("Another task does it again already.");
        }
    }

    /// <summary>Its process went silent.</summary>
    public void EndLost(Write write, TaskRun run)
    {
        var message = $"The process {run.Node} did not finish it within its lease of {options.Value.Lease}.";
        run.End(TaskState.Lost, write.Now, NodeLost, message);
        record.Execute(write, new TaskFailure(run.Ref, NodeLost, message));
    }

    /// <summary>Its time was over.</summary>
    public void EndExpired(Write write, TaskRun run)
    {
        const string reason = "Its time was over before it was begun.";
        run.End(TaskState.Expired, write.Now);
        run.Reason = reason;
        record.Execute(write, new TaskRevoked(run.Ref, Expired: true, Reason: reason));
    }

    /// <summary>Adds the task that <paramref name="touched"/> promises, superseding <paramref name="replaced"/>.</summary>
    /// <param name="message">The playlists' own when null.</param>
    /// <param name="after">The ended task in whose place it comes.</param>
    public async Task Publish(
        Write write, Window window, Touched touched, string by, Guid? replaced, CancellationToken cancellationToken, TaskMessage? message = null,
        Guid? after = null)
    {
        message ??= new TaskMessage(task.Name, TaskTypes.Write(task.Arguments(window.SubjectId)), ExpiresAt: null);
        var run = new TaskRun
        {
            Id = touched.TaskId,
            Name = message.Name,
            SubjectId = window.SubjectId,
            Arguments = message.Arguments,
            ExpiresAt = message.ExpiresAt,
            Eta = touched.DueAt,
            LatestAt = touched.LatestAt,
            Pushes = window.Pushes,
            BatchId = window.BatchId,
            PublishedAt = write.Now,
            PublishedBy = by,
            Supersedes = replaced ?? after,
        };
        write.Db.Tasks.Add(run);
        record.Execute(write, new BeforeTaskPublish(run.Ref, touched.DueAt, by));
        await Revoke(write, replaced, TaskState.Superseded, new(SupersededBy: run.Id, Reason: "A newer publish replaced it."), cancellationToken);
        record.Execute(write, new AfterTaskPublish(run.Ref, touched.DueAt, touched.LatestAt, replaced));
    }

    /// <summary>The waiting task is due at another time.</summary>
    public async Task Postpone(Write write, Touched touched, CancellationToken cancellationToken)
    {
        var run = await write.Db.Tasks.SingleAsync(t => t.Id == touched.TaskId, cancellationToken);
        (run.Eta, run.LatestAt) = (touched.DueAt, touched.LatestAt);
    }

    /// <summary>Ends a task that waits; none when <paramref name="taskId"/> is null.</summary>
    public async Task Revoke(Write write, Guid? taskId, TaskState state, Revocation why, CancellationToken cancellationToken)
    {
        if (taskId is not null && await write.Db.Tasks.SingleAsync(t => t.Id == taskId, cancellationToken) is { } run)
        {
            run.End(state, write.Now);
            (run.SupersededBy, run.Reason, run.CancelAskedBy) = (why.SupersededBy, why.Reason, why.By);
            record.Execute(write, new TaskRevoked(run.Ref, SupersededBy: why.SupersededBy, By: why.By, Reason: why.Reason));
        }
    }

    /// <summary>The first moment of the cancel of a task that runs; none when <paramref name="taskId"/> is null.</summary>
    public async Task AskToStop(Write write, Guid? taskId, string by, string? reason, CancellationToken cancellationToken)
    {
        if (taskId is not null && await write.Db.Tasks.SingleAsync(t => t.Id == taskId, cancellationToken) is { CancelAskedAt: null } run)
        {
            (run.CancelAskedAt, run.CancelAskedBy, run.CancelReason) = (write.Now, by, reason);
        }
    }
}
