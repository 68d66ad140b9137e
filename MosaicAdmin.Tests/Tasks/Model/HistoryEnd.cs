using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>Faults stop, and what is left is judged.</summary>
internal sealed partial class History
{
    private static readonly SequenceOracle Oracle = new();

    /// <summary>As long as invariant 1 allows, and not longer: every node sweeps, follows, fires, takes and closes.</summary>
    private async Task Settle()
    {
        _world.Away = _model.Away = false;
        await Resume();
        Array.ForEach(_model.Nodes, n => n.Frozen = false);
        _held.Clear();
        _invariants.Settling = Now;
        var (rules, sweep) = (World.Rules, Now + World.Rules.Sweep);
        var end = Now + rules.Window + rules.MaxWait + rules.Lease + (2 * rules.Sweep) + rules.Skew;
        while (_model.Windows.Any(w => w is { Owes: true }) && Now < end)
        {
            if (Now >= sweep)
            {
                await Sweep(0);
                sweep += rules.Sweep;
            }

            for (var n = 0; n < _world.Nodes.Count; n++)
            {
                await Work(n);
            }

            await Compare(null);
            await Pass(UntilNext(sweep));
        }

        // The runs whose playlist is gone are nobody's to wait for; a sweep after their lease ends them.
        await Pass(rules.Lease);
        await Sweep(0);
    }

    private async Task Work(int n)
    {
        await Follow(n);
        for (var p = 0; p < _subjects.Length; p++)
        {
            if (await Fire(p, n) || _model.Nodes[n].Fired.Contains(p))
            {
                await Take(p, n);
            }

            if (Last(p, n) is { } held)
            {
                await Close(held, changed: true);
            }
        }

        await Follow(n);
    }

    /// <summary>To the next moment at which something can happen.</summary>
    private TimeSpan UntilNext(DateTimeOffset sweep)
    {
        var next = sweep;
        foreach (var at in _model.Triggers.OfType<DateTimeOffset>())
        {
            var heard = at - _model.Nodes.Max(n => n.Offset);
            next = heard > Now && heard < next ? heard : next;
        }

        return next - Now;
    }

    /// <summary>Judges what is left and spells it with no ids and no absolute times, so that two plays of one history can be compared.</summary>
    private async Task<string[]> Judge()
    {
        var rows = await Rows();
        await using var db = _world.Open();
        await Oracle.Judge(db, _subjects);
        var tasks = (await db.Tasks.AsNoTracking().Where(t => _subjects.Contains(t.SubjectId)).ToListAsync(Stop)).ToLookup(t => t.SubjectId);
        var signals = await db.Signals.AsNoTracking().Where(s => _subjects.Contains(s.SubjectId)).OrderBy(s => s.Id).ToListAsync(Stop);
        var kinds = signals.ToLookup(s => s.TaskId, SequenceOracle.Step);
        var order = signals.Select(s => s.TaskId).Distinct().ToList();
        var told = new string[_subjects.Length];
        for (var p = 0; p < _subjects.Length; p++)
        {
            var mine = tasks[_subjects[p]].OrderBy(t => order.IndexOf(t.Id)).ToList();
            _invariants.Invariant1NothingIsLost(p, rows[p]);
            _invariants.Invariant4FewTakes(p);
            _invariants.Invariant9EachTakeEndsOnce(p, mine, kinds);
            Count("takes", _invariants.Takes(p));
            mine.ForEach(t => Count(t.State.Spelled()));
            told[p] = string.Join('\n', mine.Select(t => Spell(t, kinds[t.Id], mine, isStray: rows[p] is null && t.State == TaskState.Lost)).Prepend(Spell(rows[p], mine)));
        }

        return told;
    }

    private string Spell(Window? w, List<TaskRun> tasks) => w is null ? "deleted" : string.Create(
        CultureInfo.InvariantCulture,
        $"{w.State} requested {w.Requested} built {w.Built} cancelled {w.CancelledThrough} taken {w.Taken} fence {w.Fence} version {w.Version} "
        + $"waits {tasks.FindIndex(t => t.Id == w.TaskId)} due {Since(w.DueAt)} latest {Since(w.LatestAt)} pushes {w.Pushes} deaths {w.Deaths} held {w.Held}");

    // A run whose playlist is gone ends with the first sweep after its lease, and how soon faults stop is for the whole history to say.
    private string Spell(TaskRun t, IEnumerable<SequenceStep> kinds, List<TaskRun> tasks, bool isStray) => string.Create(
        CultureInfo.InvariantCulture,
        $"{t.State} attempts {t.Attempts} eta {Since(t.Eta)} from {Since(t.PublishedAt)} started {Since(t.StartedAt)} ended {(isStray ? null : Since(t.EndedAt))} on {t.Node} "
        + $"replaces {tasks.FindIndex(o => o.Id == t.Supersedes)} replaced by {tasks.FindIndex(o => o.Id == t.SupersededBy)} because {t.Reason}: {string.Join(' ', kinds)}");

    private double? Since(DateTimeOffset? at) => (at - _invariants.Start)?.TotalSeconds;
}
