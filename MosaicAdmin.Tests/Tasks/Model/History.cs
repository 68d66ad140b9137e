using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>One playlist's history, done to the model and to the real keeper alike.</summary>
internal sealed class History(TestWindows windows, ModelWindow model, Guid subject)
{
    private static readonly NodeName Node = new("node:1");

    private readonly Guid _batch = Guid.NewGuid();
    private readonly List<Claim> _asleep = [];
    private Claim? _claim;
    private int _deaths;

    public ModelWindow Model => model;

    public Guid Subject => subject;

    /// <summary>True when the history gave a run up, by its own step or by deaths.</summary>
    public bool GaveUp { get; private set; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => windows.Time.GetUtcNow();

    public async Task<Seen> Read()
    {
        var w = await windows.Window(subject);
        return new Seen(w.Requested, w.Built, w.CancelledThrough, w.TaskId is not null, w.RunId is not null, w.Held, w.DueAt, w.LatestAt, w.Pushes);
    }

    public async Task Do(Step step)
    {
        switch (step)
        {
            case Step.Publish: await Publish(null); break;
            case Step.PublishBatch: await Publish(_batch); break;
            case Step.Pass: windows.Time.Advance(TimeSpan.FromSeconds(11)); break;
            case Step.PassLong: windows.Time.Advance(TimeSpan.FromSeconds(70)); break;
            case Step.Fire: await Fire(); break;
            case Step.Close when _claim is not null: await Close(); break;
            case Step.Throw when _claim is not null: await Fail(Now.AddSeconds(2)); break;
            case Step.GiveUp when _claim is not null: await Fail(null); break;
            case Step.Crash when _claim is not null: Crash(); break;
            case Step.Cancel when model.Waits || model.HasRun: await Act((w, row, ct) => windows.Keeper.Cancel(w, row, "admin", "no", ct)); model.Cancel(); break;
            case Step.CancelRun when model.HasRun: await Act((w, row, ct) => windows.Keeper.CancelRun(w, row, "admin", "no", ct)); model.CancelRun(); break;
            case Step.Hold: await Keep(row => row.Hold()); model.Hold(); break;
            case Step.Release: await Keep(row => row.Release()); model.Release(); break;
            case Step.Force when !model.IsMute: await Act((w, row, ct) => windows.Keeper.Force(w, row, "admin", ct)); model.Force(Now); break;
            case Step.Sweep: await Act((w, row, ct) => windows.Keeper.Recover(w, row, ct)); Swept(); break;
            case Step.Mute when !model.IsMute: await SetPublishes(false); model.Mute(); break;
            case Step.Unmute when model.IsMute: await SetPublishes(true); model.Unmute(); model.Publish(Now, batch: false); break;
            case Step.LoseDatabase: await LoseDatabase(); break;
        }

        await WakeTheSleepers();
    }

    /// <summary>Lets time pass and everything fire until nothing is owed.</summary>
    public async Task Settle()
    {
        for (var turn = 0; turn < 8 && (model.HasRun || model.Waits && !(await Read()).Held); turn++)
        {
            windows.Time.Advance(Cap);
            if (_claim is not null)
            {
                Crash();
            }

            await Fire();
            if (_claim is not null)
            {
                await Close();
            }
        }
    }

    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(120);

    private async Task Publish(Guid? batch)
    {
        await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, subject, "editor", batch, ct), Stop);
        model.Publish(Now, batch is not null);
    }

    private async Task Fire()
    {
        var taking = await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, subject, Node, "fire", ct), Stop);
        var expired = _claim is not null && (await windows.Window(subject)).Fence != _claim.Fence;
        Assert.Equal(model.Fire(Now), taking.Claim is not null);
        if (expired)
        {
            Crash();
        }

        _claim = taking.Claim ?? _claim;
    }

    private async Task Close()
    {
        var committed = false;
        var state = await windows.Lane.Run(
            (write, ct) => windows.Get<FinishRun>().Close(write, _claim!, new TaskResult(Changed: true, Commit: (_, _) => Task.FromResult(committed = true)), ct),
            Stop);
        Assert.Equal(model.Close(), committed);
        Assert.Equal(committed ? TaskState.Succeeded : TaskState.Cancelled, state);
        _claim = null;
    }

    private async Task Fail(DateTimeOffset? retryAt)
    {
        await windows.Lane.Run(
            (write, ct) => windows.Get<FinishRun>().Fail(write, _claim!, new IOException("away"), retryAt, timedOut: false, ct), Stop);
        model.Throw(Now, retryAt);
        GaveUp |= retryAt is null;
        _claim = null;
    }

    /// <summary>The process is gone, or only asleep: it may still wake and try to close.</summary>
    private void Crash()
    {
        _deaths++;
        GaveUp |= _deaths >= new WindowOptions().MaxDeaths;
        _asleep.Add(_claim!);
        _claim = null;
    }

    private void Swept()
    {
        var hadRun = model.HasRun;
        model.Recover(Now);
        if (hadRun && !model.HasRun && _claim is not null)
        {
            Crash();
        }
    }

    /// <summary>A run that was overtaken wakes and closes: nothing may change.</summary>
    private async Task WakeTheSleepers()
    {
        var window = await windows.Window(subject);
        foreach (var claim in _asleep.Where(c => c.Fence != window.Fence || window.RunId != c.TaskId).ToList())
        {
            await windows.Lane.Run(
                (write, ct) => windows.Get<FinishRun>().Close(
                    write, claim, new TaskResult(Changed: true, Commit: (_, _) => throw new InvalidOperationException("A stale fence was committed.")), ct),
                Stop);
            _asleep.Remove(claim);
        }
    }

    /// <summary>A publish whose commit fails: nothing of it may stay.</summary>
    private async Task LoseDatabase() => await Assert.ThrowsAsync<IOException>(() => windows.Lane.Run<bool>(
        async (write, ct) =>
        {
            await windows.Keeper.Touch(write, subject, "editor", null, ct);
            throw new IOException("the disk is away");
        },
        Stop));

    private Task<Touched?> SetPublishes(bool publishes) =>
        windows.Lane.Run((write, ct) => windows.Keeper.SetPublishes(write, subject, publishes, "editor", ct), Stop);

    private Task<bool> Keep(Action<Window> change) => Act((write, row, ct) =>
    {
        change(row);
        return windows.Keeper.Keep(write, row, ct);
    });

    private Task<bool> Act(Func<Write, Window, CancellationToken, Task> act) => windows.Lane.Run(
        async (write, ct) =>
        {
            await act(write, await write.Db.Windows.SingleAsync(w => w.SubjectId == subject, ct), ct);
            return true;
        },
        Stop);
}
