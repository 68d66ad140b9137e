using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>What each step does.</summary>
internal sealed partial class History
{
    private DateTimeOffset Now => _world.Time.GetUtcNow();

    private async Task Do(Step step)
    {
        var (act, p, n) = step;
        var window = _model.Windows[p];
        if (_model.Nodes[n].Frozen && !HappensToNodes(act))
        {
            return;
        }

        switch (act)
        {
            case Act.Publish or Act.PublishBatch or Act.PublishLost or Act.PublishUnarmed when window is not null: await Publish(act, p, n); break;
            case Act.Pass: await Pass(TimeSpan.FromSeconds(11)); break;
            case Act.PassLong: await Pass(TimeSpan.FromSeconds(70)); break;
            case Act.Follow: await Follow(n); break;
            case Act.Fire: await Fire(p, n); break;
            case Act.FireAgain: _model.Nodes[n].Fired.Add(p); break;
            case Act.Take when _model.Nodes[n].Fired.Contains(p): await Take(p, n); break;
            case Act.Render when Last(p, n) is { } held: held.Rendered = !_world.Away; break;
            case Act.Close when Last(p, n) is { Rendered: true } held: await Close(held, changed: true); break;
            case Act.CloseUnchanged when Last(p, n) is { Rendered: true } held: await Close(held, changed: false); break;
            case Act.CloseOldest when _held.Find(h => h.Playlist == p && h.Node == n) is { Rendered: true } held: await Close(held, changed: true); break;
            case Act.Throw when Last(p, n) is { } held: await Fail(held, Now.AddSeconds(2), timedOut: false); break;
            case Act.GiveUp when Last(p, n) is { } held: await Fail(held, null, timedOut: false); break;
            case Act.TimeOut when Last(p, n) is { } held: await Fail(held, null, timedOut: true); break;
            case Act.Interrupt when Last(p, n) is { } held: await Interrupt(held); break;
            case Act.Break when Last(p, n) is { } held: await Break(held); break;
            case Act.Crash: await Crash(n); break;
            case Act.Freeze: _model.Nodes[n].Frozen = true; break;
            case Act.Thaw: _model.Nodes[n].Frozen = false; break;
            case Act.Pause when !_world.Away: await Pause(); break;
            case Act.Resume when !_world.Away: await Resume(); break;
            case Act.Sweep: await Sweep(n); break;
            case Act.LoseTrigger: await LoseTrigger(p); break;
            case Act.LoseDatabase: _world.Away = _model.Away = true; break;
            case Act.FindDatabase: _world.Away = _model.Away = false; break;
            case Act.ClockForward: SetClock(n, World.Rules.Skew / 2); break;
            case Act.ClockBack: SetClock(n, -World.Rules.Skew / 2); break;
            default: await (window is null ? Task.CompletedTask : Decide(act, p, n, window)); break;
        }
    }

    private static bool HappensToNodes(Act act) => act is Act.Pass or Act.PassLong or Act.Crash or Act.Thaw or Act.LoseTrigger
        or Act.LoseDatabase or Act.FindDatabase or Act.ClockForward or Act.ClockBack;

    private Held? Last(int playlist, int node) => _held.FindLast(h => h.Playlist == playlist && h.Node == node);

    private async Task Publish(Act act, int p, int n)
    {
        var node = _world.Nodes[n];
        var batch = act == Act.PublishBatch ? _batch : (Guid?)null;
        var touching = node.Lane.Run(
            async (write, ct) =>
            {
                var touched = await node.Keeper.Touch(write, _subjects[p], "editor", batch, ct);
                return act == Act.PublishLost ? throw new IOException("The disk is full.") : touched;
            },
            Stop);
        if (_world.Away || act == Act.PublishLost)
        {
            await Assert.ThrowsAsync<IOException>(() => touching);
            return;
        }

        _model.Windows[p]!.Publish(Now, batch is not null);
        var touched = await touching;
        Assert.Equal(_model.Windows[p]!.Mute, touched is null);
        if (touched is null)
        {
            return;
        }

        _invariants.Published(p, Now);
        if (act == Act.PublishUnarmed)
        {
            _model.Suspect.Add(p);
            return;
        }

        await node.Alarm.Set(_subjects[p], touched, Stop);
        _model.Nodes[n].Rung.Add(p);
    }

    /// <summary>Alarms are set within a moment, and time is no moment.</summary>
    private async Task Pass(TimeSpan time)
    {
        for (var n = 0; n < _world.Nodes.Count; n++)
        {
            await (_model.Nodes[n].Frozen ? Task.CompletedTask : Follow(n));
        }

        _world.Time.Advance(time);
        _model.Pass(time);
    }

    private async Task Follow(int n)
    {
        Assert.Equal(_model.Nodes[n].Rung.Count > 0, await _world.Nodes[n].Alarm.Answer(Stop));
        _model.Follow(n);
    }

    private async Task<bool> Fire(int p, int n)
    {
        var fires = await _world.Trigger(_subjects[p]) is { } trigger && trigger.StartTimeUtc <= _world.Nodes[n].Clock.GetUtcNow();
        Assert.Equal(_model.Fire(p, n), fires);
        return fires && await _world.Scheduler.UnscheduleJob(World.Key(_subjects[p]), Stop);
    }

    private async Task Crash(int n)
    {
        // What rang is taken from the bell and dies with the process.
        var last = await Record.ExceptionAsync(() => _world.Nodes[n].Alarm.Answer(new CancellationToken(canceled: true)));
        Assert.Equal(_model.Nodes[n].Rung.Count > 0, last is not null);
        _held.RemoveAll(h => h.Node == n);
        _model.Crash(n);
        _model.Nodes[n].Frozen = false;
    }

    private async Task Sweep(int n)
    {
        var sweeping = _world.Nodes[n].Get<WindowSweeper>().Poll(Stop);
        await (_world.Away ? Assert.ThrowsAsync<IOException>(() => sweeping) : sweeping);
        _model.Sweep(n);
    }

    private async Task Pause()
    {
        await using var db = _world.Open();
        db.Pauses.Add(new Pause { At = Now, By = "admin" });
        _model.Paused = await db.SaveChangesAsync(Stop) > 0;
    }

    private async Task Resume()
    {
        await using var db = _world.Open();
        await db.Pauses.Where(p => p.ResumedAt == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.ResumedAt, Now), Stop);
        _model.Paused = false;
    }

    private async Task LoseTrigger(int p)
    {
        await _world.Scheduler.UnscheduleJob(World.Key(_subjects[p]), Stop);
        _model.Triggers[p] = null;
        _model.Suspect.Add(p);
    }

    private void SetClock(int n, TimeSpan by)
    {
        var offset = _model.Nodes[n].Offset + by;
        if (offset.Duration() <= World.Rules.Skew)
        {
            _model.Nodes[n].Offset = _world.Nodes[n].Clock.Offset = offset;
        }
    }
}
