using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>One history, done to the model and to the real nodes alike. Each step ends with both being the same and every invariant held.</summary>
internal sealed partial class History
{
    private readonly World _world;
    private readonly ModelWorld _model;
    private readonly Invariants _invariants;
    private readonly Temper _temper;
    private readonly Guid[] _subjects;
    private readonly Guid _batch = Guid.NewGuid();
    private readonly List<Held> _held = [];

    /// <summary>The rows as the last step left them.</summary>
    private Window?[] _rows;

    private History(World world, RedisMood mood, Guid[] subjects)
    {
        (_world, _subjects) = (world, subjects);
        _model = new ModelWorld(World.Rules, world.Time.GetUtcNow());
        _invariants = new Invariants(World.Rules, _model, _model.Now);
        _temper = new Temper(mood, world.Redis, subjects);
        _rows = new Window?[subjects.Length];
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Plays all steps, lets the faults stop, judges, and tells what is in the tables of each playlist.</summary>
    public static async Task<string[]> Play(World world, RedisMood mood, params Step[] steps)
    {
        var history = new History(world, mood, [.. Enumerable.Range(0, Histories.Playlists).Select(_ => Guid.NewGuid())]);
        await history.Open();
        history._rows = await history.Rows();
        try
        {
            for (var i = 0; i < steps.Length; i++)
            {
                await Told($"after step {i + 1} of {string.Join(", ", steps.Take(i + 1))}", () => history.PlayStep(steps[i]));
            }

            await Told($"when faults stopped after {string.Join(", ", steps)}", history.Settle);
            return await Told($"in the end of {string.Join(", ", steps)}", history.Judge);
        }
        finally
        {
            await history.Clear();
        }
    }

    private async Task PlayStep(Step step)
    {
        Count("steps");
        await Do(step);
        await _temper.Play(Stop);
        await Compare(step);
    }

    private async Task Compare(Step? step)
    {
        var (before, after) = (_rows, await Rows());
        _rows = after;
        for (var p = 0; p < _subjects.Length; p++)
        {
            var trigger = await _world.Trigger(_subjects[p]);
            Assert.Equal(_model.Triggers[p], trigger?.StartTimeUtc);
            Assert.Equal(_model.Windows[p]?.Seen, after[p] is { } w
                ? new Seen(w.Requested, w.Built, w.CancelledThrough, w.TaskId is not null, w.RunId is not null, w.Held, w.DueAt, w.LatestAt, w.Pushes)
                : null);
            _invariants.AfterStep(step, p, before[p], after[p], trigger is not null);
        }
    }

    private void Count(string what, int times = 1) => _world.Tally.AddOrUpdate(what, times, (_, count) => count + times);

    private async Task Open() => await _world.Nodes[0].Lane.Run(
        async (write, ct) =>
        {
            Array.ForEach(_subjects, subject => WindowKeeper.Open(write, subject));
            return await write.Db.SaveChangesAsync(ct);
        },
        Stop);

    private async Task<Window?[]> Rows()
    {
        await using var db = _world.Open();
        var rows = await db.Windows.AsNoTracking().Where(w => _subjects.Contains(w.SubjectId)).ToDictionaryAsync(w => w.SubjectId, Stop);
        return Array.ConvertAll(_subjects, rows.GetValueOrDefault);
    }

    /// <summary>Leaves nothing that the next history's sweeps would find.</summary>
    private async Task Clear()
    {
        _world.Away = false;
        await using var db = _world.Open();
        await db.Pauses.ExecuteDeleteAsync(CancellationToken.None);
        await db.Windows.Where(w => _subjects.Contains(w.SubjectId)).ExecuteDeleteAsync(CancellationToken.None);
        await db.Signals.Where(s => _subjects.Contains(s.SubjectId)).ExecuteDeleteAsync(CancellationToken.None);
        await db.Tasks.Where(t => _subjects.Contains(t.SubjectId)).ExecuteDeleteAsync(CancellationToken.None);
        foreach (var node in _world.Nodes)
        {
            await node.Alarm.Answer(CancellationToken.None);
            node.Clock.Offset = TimeSpan.Zero;
        }

        foreach (var subject in _subjects)
        {
            await _world.Scheduler.UnscheduleJob(World.Key(subject), CancellationToken.None);
        }
    }

    private static Task<bool> Told(string when, Func<Task> work) => Told(when, async () =>
    {
        await work();
        return true;
    });

    private static async Task<T> Told<T>(string when, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new Xunit.Sdk.XunitException($"{error.Message}\n{when}", error);
        }
    }
}
