using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>The writes of what admins do to a waiting or an ended task.</summary>
public sealed partial class WindowKeeper
{
    /// <summary>The window in which the task waits.</summary>
    /// <exception cref="NotFoundException">There is no such task.</exception>
    /// <exception cref="ActRefusedException">It does not wait any more.</exception>
    internal static async Task<Window> Waiting(Write write, Guid taskId, CancellationToken cancellationToken)
    {
        var run = await Existing(write, taskId, cancellationToken);
        return await Find(write, run.SubjectId, cancellationToken) is { } window && window.TaskId == taskId
            ? window
            : throw new ActRefusedException($"This task is {run.State.Spelled()}; only one that waits can be held, released or made now.");
    }

    /// <exception cref="NotFoundException">There is no such task.</exception>
    internal static async Task<TaskRun> Existing(Write write, Guid taskId, CancellationToken cancellationToken) =>
        await write.Db.Tasks.SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken) ?? throw new NotFoundException("There is no such task.");

    /// <summary>Keeps the window open past its due time.</summary>
    /// <exception cref="ActRefusedException">It is held already.</exception>
    public async Task<bool> Hold(Write write, Window window, string by, string? reason, CancellationToken cancellationToken)
    {
        if (window.Held)
        {
            throw new ActRefusedException("It is held already.");
        }

        window.Hold(new WindowAct(by, Said(reason), write.Now));
        return await Keep(write, window, cancellationToken);
    }

    /// <summary>Lets a held window fall due.</summary>
    /// <exception cref="ActRefusedException">It is not held.</exception>
    public async Task<bool> Release(Write write, Window window, CancellationToken cancellationToken)
    {
        if (!window.Held)
        {
            throw new ActRefusedException("It is not held.");
        }

        window.Release();
        return await Keep(write, window, cancellationToken);
    }

    /// <summary>Publishes a task in the place of one that was cancelled while it waited, as it stood then.</summary>
    /// <exception cref="ActRefusedException">Something newer was asked for since, or there is nothing to publish it for.</exception>
    public async Task<Window> Restore(Write write, TaskRun run, Standing standing, string by, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(write.Now);
        var window = runs.IsOfWindow(run)
            ? await Find(write, run.SubjectId, cancellationToken) ?? throw new ActRefusedException("Its playlist was deleted, so the cancel cannot be undone.")
            : write.Db.Windows.Add(new Window { SubjectId = id, Once = true }).Entity;
        var touched = window.Restore(standing, id) ?? throw new ActRefusedException(window.Publishes
            ? "The playlist changed since, so a newer task takes its place and the cancel cannot be undone."
            : "This playlist's cover mode makes no mosaic, so the cancel cannot be undone.");
        await runs.Publish(write, window, touched, by, replaced: null, cancellationToken, new TaskMessage(run.Name, run.Arguments, run.ExpiresAt), after: run.Id);
        await runs.TakePlace(write, run.Id, id, cancellationToken);
        return await Save(write, window, window, cancellationToken);
    }

    /// <summary>Settles a window that is failed because of <paramref name="run"/>, so that nothing is marked any more.</summary>
    public async Task Drop(Write write, TaskRun run, CancellationToken cancellationToken)
    {
        var newer = write.Db.Tasks.Where(t => t.SubjectId == run.SubjectId && t.Id != run.Id);
        if (await Find(write, run.SubjectId, cancellationToken) is { } window
            && !await newer.AnyAsync(t => t.PublishedAt > run.PublishedAt, cancellationToken)
            && window.Drop())
        {
            await Save(write, window, true, cancellationToken);
            return;
        }

        await write.Db.SaveChangesAsync(cancellationToken);
        write.AfterCommit(() => dispatcher.Send(new WindowChanged(run.SubjectId)));
    }

    private static string? Said(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
}
