using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What came of asking for a run.</summary>
/// <param name="Order">The right to run and what is to be done; null when refused, or when the task ended unrun.</param>
/// <param name="WakeAgain">True when it was only early, or a dead run was cleared away: the alarm must be set again.</param>
public sealed record Taking(Order? Order, bool WakeAgain)
{
    public Claim? Claim => Order?.Claim;
}

/// <summary>
/// The only writer of <see cref="Window"/>. Each step reads the row, changes it by its own rules and writes it back guarded by its version,
/// together with the task rows and signals that tell of it, so two nodes cannot both make it. Call it inside <see cref="WriterLane"/>.
/// </summary>
public sealed partial class WindowKeeper(
    IOptions<WindowOptions> options, RunKeeper runs, TaskTypes types, RecordSignal record, SignalDispatcher dispatcher)
{
    /// <summary>Why a deleted playlist's task is cancelled.</summary>
    internal const string PlaylistDeleted = "The playlist was deleted.";

    /// <summary>Makes the window of a new playlist.</summary>
    public static void Open(Write write, Guid subjectId) => write.Db.Windows.Add(new Window { SubjectId = subjectId });

    /// <summary>Records a change, in the transaction that makes it. Null when nothing is published for this playlist.</summary>
    /// <param name="newer">The message of the task that is published; the playlists' own when null.</param>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task<Touched?> Touch(
        Write write, Guid subjectId, string by, Guid? batchId, CancellationToken cancellationToken, NewTask? newer = null)
    {
        var window = await Find(write, subjectId, cancellationToken) ?? throw new NotFoundException("There is no such playlist.");
        var touched = window.Touch(write.Now, options.Value, Guid.CreateVersion7(write.Now), batchId);
        if (touched is { Joined: true })
        {
            await runs.Postpone(write, touched, cancellationToken);
        }
        else if (touched is not null)
        {
            var message = newer is null ? null : new TaskMessage(newer.Name, newer.Arguments, newer.ExpiresAt);
            await runs.Publish(write, window, touched, by, touched.Replaced, cancellationToken, message);
        }

        return await Save(write, window, touched, cancellationToken);
    }

    /// <summary>Makes the run due now, publishing a task when none waits.</summary>
    public Task<Touched> Force(Write write, Window window, string by, CancellationToken cancellationToken) =>
        Force(write, window, by, reason: null, again: null, cancellationToken);

    /// <summary>Makes the run due now, publishing a task when none waits: in the place of <paramref name="again"/>, when that is tried again.</summary>
    /// <exception cref="ActRefusedException">Nothing is ever made for this playlist.</exception>
    public async Task<Touched> Force(Write write, Window window, string by, string? reason, TaskRun? again, CancellationToken cancellationToken)
    {
        window.RequirePublishing();
        var opened = window.TaskId is null;
        var touched = window.Force(write.Now, options.Value, Guid.CreateVersion7(write.Now), new WindowAct(by, Said(reason), write.Now));
        if (opened)
        {
            await runs.Publish(write, window, touched, by, replaced: null, cancellationToken, after: again?.Id);
            again?.SupersededBy = touched.TaskId;
        }
        else
        {
            await runs.Postpone(write, touched, cancellationToken);
        }

        return await Save(write, window, touched, cancellationToken);
    }

    /// <summary>Switches publishing on (and publishes, so that the picture catches up) or off (and drops what waits).</summary>
    public async Task<Touched?> SetPublishes(Write write, Guid subjectId, bool publishes, string by, CancellationToken cancellationToken)
    {
        var window = await Find(write, subjectId, cancellationToken) ?? throw new NotFoundException("There is no such playlist.");
        if (window.Publishes == publishes)
        {
            return null;
        }

        const string reason = "The playlist's cover mode changed.";
        var dropped = window.SetPublishes(publishes);
        await runs.Revoke(write, dropped, TaskState.Cancelled, new(By: by, Reason: reason), cancellationToken);
        await runs.AskToStop(write, publishes ? null : window.RunId, by, reason, cancellationToken);
        await Save(write, window, dropped, cancellationToken);
        return publishes ? await Touch(write, subjectId, by, batchId: null, cancellationToken) : null;
    }

    /// <summary>Gives the run that is due to this node, clearing away a dead one first.</summary>
    public async Task<Taking> Take(Write write, Guid subjectId, NodeName node, string fireInstance, CancellationToken cancellationToken)
    {
        if (await Find(write, subjectId, cancellationToken) is not { } window)
        {
            return new Taking(null, WakeAgain: false);
        }

        var recovered = await Recover(write, window, cancellationToken);
        if (await write.Db.Pauses.AnyAsync(p => p.ResumedAt == null, cancellationToken))
        {
            return new Taking(null, WakeAgain: false);
        }

        var due = window.DueAt;
        if (window.Take(write.Now, options.Value, node.Value, fireInstance) is not { } claim)
        {
            var early = window is { TaskId: not null, RunId: null, Held: false };
            return new Taking(null, WakeAgain: early || recovered);
        }

        var run = await write.Db.Tasks.SingleAsync(t => t.Id == claim.TaskId, cancellationToken);
        run.Node = node.Value;
        record.Execute(write, new TaskReceived(run.Ref, (write.Now - due!.Value).TotalMilliseconds));
        var order = Begin(write, window, run, claim);
        return await Save(write, window, new Taking(order, WakeAgain: false), cancellationToken);
    }

    /// <summary>Sends one task on its own: no window puts it off, and no newer one replaces it.</summary>
    public async Task<Window> Send(Write write, NewTask sent, string by, CancellationToken cancellationToken)
    {
        var window = Window.Send(Guid.CreateVersion7(write.Now), write.Now, sent.Eta ?? write.Now);
        write.Db.Windows.Add(window);
        var touched = new Touched(window.TaskId!.Value, window.DueAt!.Value, window.LatestAt!.Value, window.Requested);
        await runs.Publish(write, window, touched, by, replaced: null, cancellationToken, message: new TaskMessage(sent.Name, sent.Arguments, sent.ExpiresAt), after: sent.Again);
        if (sent.Again is { } former)
        {
            await runs.TakePlace(write, former, window.SubjectId, cancellationToken);
        }

        return await Save(write, window, window, cancellationToken);
    }

    /// <summary>Ends a waiting task that is past its expiry. False when it is not.</summary>
    public async Task<bool> Expire(Write write, Guid taskId, CancellationToken cancellationToken)
    {
        var run = await write.Db.Tasks.SingleAsync(t => t.Id == taskId, cancellationToken);
        if (!(run.ExpiresAt <= write.Now) || await Find(write, run.SubjectId, cancellationToken) is not { } window || window.TaskId != taskId)
        {
            return false;
        }

        window.Cancel();
        runs.EndExpired(write, run);
        return await Save(write, window, true, cancellationToken);
    }

    /// <summary>Takes a run for dead whose lease is over. False when there was none.</summary>
    public async Task<bool> Recover(Write write, Window window, CancellationToken cancellationToken)
    {
        if (window.Recover(write.Now, options.Value, Guid.CreateVersion7(write.Now)) is not { } recovered)
        {
            return false;
        }

        var lost = await write.Db.Tasks.SingleAsync(t => t.Id == recovered.TaskId, cancellationToken);
        runs.EndLost(write, lost);
        await runs.PublishAgain(write, window, lost, recovered, cancellationToken);
        return await Save(write, window, true, cancellationToken);
    }

    /// <summary>Takes a run for dead that no window waits for: its playlist was deleted, and then its process died. False when it is not so.</summary>
    public async Task<bool> RecoverStray(Write write, Guid taskId, CancellationToken cancellationToken)
    {
        var run = await write.Db.Tasks.SingleAsync(t => t.Id == taskId, cancellationToken);
        if (run.State != TaskState.Running || run.StartedAt > write.Now - options.Value.Lease
            || await write.Db.Windows.AnyAsync(w => w.RunId == taskId, cancellationToken))
        {
            return false;
        }

        runs.EndLost(write, run);
        await write.Db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Drops what waits and forbids the commit of what runs.</summary>
    public async Task Cancel(Write write, Window window, string by, string? reason, CancellationToken cancellationToken)
    {
        var (waiting, running) = window.Cancel();
        await runs.Revoke(write, waiting, TaskState.Cancelled, new(By: by, Reason: reason), cancellationToken);
        await runs.AskToStop(write, running, by, reason, cancellationToken);
        await Save(write, window, true, cancellationToken);
    }

    /// <summary>Forbids the commit of what runs, and leaves what waits.</summary>
    public async Task CancelRun(Write write, Window window, string by, string? reason, CancellationToken cancellationToken)
    {
        window.CancelRun();
        await runs.AskToStop(write, window.RunId, by, reason, cancellationToken);
        await Save(write, window, true, cancellationToken);
    }

    /// <summary>Writes back a window changed by <see cref="Window.Hold"/> or <see cref="Window.Release"/>.</summary>
    public async Task<bool> Keep(Write write, Window window, CancellationToken cancellationToken)
    {
        if (window is { TaskId: { } id, DueAt: { } due })
        {
            (await write.Db.Tasks.SingleAsync(t => t.Id == id, cancellationToken)).Eta = due;
        }

        return await Save(write, window, true, cancellationToken);
    }

    /// <summary>Removes the window of a playlist that is deleted in the same transaction.</summary>
    public async Task Delete(Write write, Guid subjectId, string by, CancellationToken cancellationToken)
    {
        if (await Find(write, subjectId, cancellationToken) is { } window)
        {
            await Cancel(write, window, by, PlaylistDeleted, cancellationToken);
            write.Db.Windows.Remove(window);
            await write.Db.SaveChangesAsync(cancellationToken);
        }
    }

    internal static Task<Window?> Find(Write write, Guid subjectId, CancellationToken cancellationToken) =>
        write.Db.Windows.SingleOrDefaultAsync(w => w.SubjectId == subjectId, cancellationToken);

    internal async Task<T> Save<T>(Write write, Window window, T result, CancellationToken cancellationToken)
    {
        if (window.IsSpent)
        {
            write.Db.Windows.Remove(window);
        }

        await write.Db.SaveChangesAsync(cancellationToken);
        write.AfterCommit(() => dispatcher.Send(new WindowChanged(window.SubjectId)));
        return result;
    }

    /// <summary>Decides from the message how a task that was received goes on; null when it ends here, unrun.</summary>
    private Order? Begin(Write write, Window window, TaskRun run, Claim claim)
    {
        if (run.ExpiresAt <= write.Now)
        {
            window.CancelRun();
            window.Stop(claim);
            runs.EndExpired(write, run);
            return null;
        }

        switch (types.Read(run.Name, run.Arguments))
        {
            case Readable(var type, var arguments):
                run.State = TaskState.Running;
                run.Attempts++;
                run.StartedAt = write.Now;
                record.Execute(write, new TaskPrerun(run.Ref, run.Attempts, claim.Fence));
                return new Order(claim, type, arguments);
            case Unreadable(var reason):
                Park(write, window, run, claim, TaskState.Rejected, reason);
                record.Execute(write, new TaskRejected(run.Ref, reason));
                return null;
            default:
                Park(write, window, run, claim, TaskState.Unknown, $"No task named {run.Name} is known to this version.");
                record.Execute(write, new TaskUnknown(run.Ref, run.Name));
                return null;
        }
    }

    /// <summary>What cannot be run stays to be looked at: sent again or dropped by an admin, or done by the next publish.</summary>
    private void Park(Write write, Window window, TaskRun run, Claim claim, TaskState state, string reason)
    {
        window.Fail(claim, write.Now, options.Value, retryAt: null);
        run.End(state, write.Now);
        run.Reason = reason;
    }
}
