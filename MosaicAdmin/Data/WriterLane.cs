using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace MosaicAdmin.Data;

/// <summary>
/// Group commit: writes that arrive together share one transaction, each behind its own savepoint, so that a burst of uploads costs
/// one commit and one row lock, and a write that throws undoes itself alone. What <see cref="Run{T}"/> returned is committed.
/// A write runs again from the start when its transaction met a conflict, so it must hold no state of its own.
/// </summary>
public sealed partial class WriterLane(IDbContextFactory<MosaicDb> databases, DatabaseClock clock, TimeProvider time, ILogger<WriterLane> logger)
{
    private const int MaxTogether = 64;
    private const int MaxTries = 8;

    private readonly ConcurrentQueue<Entry> _waiting = new();
    private int _draining;

    /// <summary>Runs <paramref name="work"/> in a transaction and returns its result once that is committed. Rethrows what it threw.</summary>
    public Task<T> Run<T>(Func<Write, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var entry = new Entry<T>(work, cancellationToken);
        _waiting.Enqueue(entry);
        if (Interlocked.Exchange(ref _draining, 1) == 0)
        {
            // The lane works for everybody: nothing of its first caller's context may reach the others' writes.
            ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.Drain(), this, preferLocal: false);
        }

        return entry.Finished;
    }

    private async Task Drain()
    {
        while (true)
        {
            var group = new List<Entry>();
            while (group.Count < MaxTogether && _waiting.TryDequeue(out var entry))
            {
                group.Add(entry);
            }

            if (group.Count > 0)
            {
                await Commit(group);
                continue;
            }

            // A writer that came after the last look either finds the lane free or is found by this second look.
            Volatile.Write(ref _draining, 0);
            if (_waiting.IsEmpty || Interlocked.Exchange(ref _draining, 1) == 1)
            {
                return;
            }
        }
    }

    private async Task Commit(List<Entry> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitOnce(group);
                return;
            }
            catch (Exception error) when (attempt < MaxTries && TransientErrors.Include(error))
            {
                LogConflict(error, group.Count, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), time);
            }
            catch (Exception error)
            {
                group.ForEach(entry => entry.Fail(error));
                return;
            }
        }
    }

    private async Task CommitOnce(List<Entry> group)
    {
        await using var db = await databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = await clock.Now(db, CancellationToken.None);
        var done = new List<(Entry Entry, Write Write)>();
        foreach (var entry in group.Where(e => !e.IsOver))
        {
            var write = new Write(db, now);
            if (await RunOne(transaction, entry, write))
            {
                done.Add((entry, write));
            }

            db.ChangeTracker.Clear();
        }

        try
        {
            await transaction.CommitAsync();
        }
        catch (Exception error) when (!TransientErrors.RolledBack(error))
        {
            throw new CommitUnknownException(error);
        }

        foreach (var (entry, write) in done)
        {
            write.Committed();
            entry.Succeed();
        }
    }

    private static async Task<bool> RunOne(IDbContextTransaction transaction, Entry entry, Write write)
    {
        const string savepoint = "entry";
        await transaction.CreateSavepointAsync(savepoint);
        try
        {
            await entry.Work(write);
            return true;
        }
        catch (Exception error) when (!TransientErrors.Include(error))
        {
            await transaction.RollbackToSavepointAsync(savepoint);
            entry.Fail(error);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} writes met a conflict on attempt {Attempt} and are run again")]
    private partial void LogConflict(Exception error, int count, int attempt);

    private abstract class Entry
    {
        public abstract bool IsOver { get; }

        public abstract Task Work(Write write);

        public abstract void Succeed();

        public abstract void Fail(Exception error);
    }

    private sealed class Entry<T>(Func<Write, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : Entry
    {
        private readonly TaskCompletionSource<T> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Finished => _finished.Task;

        public override bool IsOver => _finished.Task.IsCompleted;

        public override async Task Work(Write write)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = await work(write, cancellationToken);
        }

        public override void Succeed() => _finished.TrySetResult(_result!);

        public override void Fail(Exception error)
        {
            if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                _finished.TrySetCanceled(cancellationToken);
            }
            else
            {
                _finished.TrySetException(error);
            }
        }
    }
}
