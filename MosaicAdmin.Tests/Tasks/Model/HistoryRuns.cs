using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>Runs from take to end, and what people decide.</summary>
internal sealed partial class History
{
    private async Task Take(int p, int n)
    {
        var (extra, row) = (_model.Windows[p]?.IsExtra ?? false, (await Rows())[p]);
        var due = _model.Take(p, n);
        var taking = _world.Nodes[n].Get<TaskLifecycle>().Take(_subjects[p], $"fire:{n}");
        if (_world.Away)
        {
            await Assert.ThrowsAsync<IOException>(() => taking);
            return;
        }

        var claim = (await taking)?.Claim;
        Assert.Equal(due is not null, claim is not null);
        if (claim is not null)
        {
            _held.Add(new Held(p, n, claim, due!));
            _invariants.Taken(p, Now, extra, row!, claim);
        }
    }

    private Task Close(Held held, bool changed)
    {
        var committed = false;
        var result = new TaskResult(changed, Commit: async (write, ct) =>
        {
            committed = true;
            _invariants.Committed(held, await write.Db.Windows.SingleAsync(w => w.SubjectId == held.Claim.SubjectId, ct));
        });
        return End(held, () => _world.Nodes[held.Node].Get<TaskLifecycle>().Close(held.Claim, result), () =>
            Assert.Equal(_model.Windows[held.Playlist]?.Close(held.Run) ?? false, committed));
    }

    private Task Fail(Held held, DateTimeOffset? retryAt, bool timedOut)
    {
        var node = _world.Nodes[held.Node];
        return End(
            held,
            async () =>
            {
                await node.Lane.Run((write, ct) => node.Get<FinishRun>().Fail(write, held.Claim, new IOException("away"), retryAt, timedOut, ct), Stop);
                node.Alarm.Ring(held.Claim.SubjectId);
            },
            () => _model.Windows[held.Playlist]?.Throw(held.Run, Now, retryAt));
    }

    /// <summary>Something outside the body went wrong.</summary>
    private Task Break(Held held)
    {
        var node = _world.Nodes[held.Node];
        return End(
            held,
            async () =>
            {
                await node.Lane.Run((write, ct) => node.Get<FinishRun>().Break(write, held.Claim, new IOException("broken"), Now.AddSeconds(2), ct), Stop);
                node.Alarm.Ring(held.Claim.SubjectId);
            },
            () => _model.Windows[held.Playlist]?.Break(held.Run, Now, Now.AddSeconds(2)));
    }

    /// <summary>The body was stopped: for good if somebody cancelled it, and else it is owed as before.</summary>
    private Task Interrupt(Held held) => End(held, () => _world.Nodes[held.Node].Get<TaskLifecycle>().Stop(held.Claim), () =>
    {
        if (_model.Windows[held.Playlist] is { } window)
        {
            _ = held.Run.Taken <= window.Seen.CancelledThrough ? window.Close(held.Run) : window.Throw(held.Run, Now, Now);
        }
    });

    private async Task End(Held held, Func<Task> real, Action model)
    {
        _held.Remove(held);
        if (_world.Away)
        {
            await Assert.ThrowsAsync<IOException>(real);
            return;
        }

        await real();
        model();
        _model.Nodes[held.Node].Rung.Add(held.Playlist);
    }

    private async Task Decide(Act act, int p, int n, ModelWindow window)
    {
        if (_world.Away)
        {
            await Assert.ThrowsAsync<IOException>(() => Change(p, n, (_, _, _) => Task.CompletedTask));
            return;
        }

        var keeper = _world.Nodes[n].Keeper;
        switch (act)
        {
            case Act.Cancel when window.Waits || window.Running is not null:
                await Change(p, n, (w, row, ct) => keeper.Cancel(w, row, "admin", "no", ct));
                window.Cancel();
                _invariants.Cancelled(p, window.Seen.CancelledThrough);
                break;
            case Act.CancelRun when window.Running is not null:
                await Change(p, n, (w, row, ct) => keeper.CancelRun(w, row, "admin", "no", ct));
                window.CancelRun();
                _invariants.Cancelled(p, window.Seen.CancelledThrough);
                break;
            case Act.Hold:
                await Change(p, n, (w, row, ct) => Keep(keeper, w, row, () => row.Hold(), ct));
                window.Hold();
                break;
            case Act.Release:
                await Change(p, n, (w, row, ct) => Keep(keeper, w, row, row.Release, ct));
                window.Release();
                break;
            case Act.Force when !window.Mute:
                await Change(p, n, (w, row, ct) => keeper.Force(w, row, "admin", ct));
                window.Force(Now);
                break;
            case Act.Mute when !window.Mute:
                await SetPublishes(p, n, false);
                window.Silence();
                break;
            case Act.Unmute when window.Mute:
                await SetPublishes(p, n, true);
                window.Speak();
                window.Publish(Now, batch: false);
                _invariants.Published(p, Now);
                break;
            case Act.Delete:
                await Change(p, n, (w, row, ct) => keeper.Delete(w, row.SubjectId, "admin", ct));
                _model.Windows[p] = null;
                break;
            default:
                return;
        }

        _world.Nodes[n].Alarm.Ring(_subjects[p]);
        _model.Nodes[n].Rung.Add(p);
    }

    private static Task<bool> Keep(WindowKeeper keeper, Write write, Window row, Action change, CancellationToken cancellationToken)
    {
        change();
        return keeper.Keep(write, row, cancellationToken);
    }

    private Task<Touched?> SetPublishes(int p, int n, bool publishes) => _world.Nodes[n].Lane.Run(
        (write, ct) => _world.Nodes[n].Keeper.SetPublishes(write, _subjects[p], publishes, "editor", ct), Stop);

    private Task<bool> Change(int p, int n, Func<Write, Window, CancellationToken, Task> act) => _world.Nodes[n].Lane.Run(
        async (write, ct) =>
        {
            await act(write, await write.Db.Windows.SingleAsync(w => w.SubjectId == _subjects[p], ct), ct);
            return true;
        },
        Stop);
}
