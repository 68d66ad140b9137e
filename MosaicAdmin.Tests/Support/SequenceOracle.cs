using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>
/// Judges every task a test left in its database by the legal sequences: what has ended must be legal, what is open must be on its way.
/// Every fixture that owns a database asks it when it is disposed, so a task gone wrong fails the test that made it.
/// </summary>
public sealed class SequenceOracle
{
    private readonly ConcurrentDictionary<Guid, bool> _invented = new();
    private bool _off;

    /// <summary>What is recorded of this playlist was made up by the test and need not be legal.</summary>
    public void Excuse(Guid subjectId) => _invented[subjectId] = true;

    /// <summary>All that is in this database was made up by the test.</summary>
    public void ExcuseAll() => _off = true;

    /// <summary>Fails with each task whose signals do not fit its state, and with signals of no task.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="only">Looks at these playlists alone.</param>
    public async Task Judge(MosaicDb db, IReadOnlyCollection<Guid>? only = null)
    {
        if (_off)
        {
            return;
        }

        // In one statement, so that what still runs is seen at one moment.
        var rows = await db.Tasks.AsNoTracking()
            .Where(t => only == null || only.Contains(t.SubjectId))
            .Select(t => new { Task = t, Signals = db.Signals.Where(s => s.TaskId == t.Id).OrderBy(s => s.Id).ToList() })
            .AsSingleQuery().ToListAsync(CancellationToken.None);
        var strays = await db.Signals.AsNoTracking()
            .Where(s => (only == null || only.Contains(s.SubjectId)) && !db.Tasks.Any(t => t.Id == s.TaskId))
            .ToListAsync(CancellationToken.None);
        var faults = rows.Where(r => !_invented.ContainsKey(r.Task.SubjectId)).Select(r => Fault(r.Task, r.Signals))
            .Concat(strays.Where(s => !_invented.ContainsKey(s.SubjectId)).Select(s => $"{s.Kind} #{s.Id} is of task {s.TaskId}, which has no row"))
            .OfType<string>()
            .ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} tasks have signals that do not fit them:\n{string.Join('\n', faults.Take(20))}");
    }

    /// <summary>A recorded signal as the rule of sequences sees it.</summary>
    public static SequenceStep Step(RecordedSignal signal) =>
        new(signal.Kind, signal.Kind == "revoked" && signal.Data.Contains("\"terminated\":true", StringComparison.Ordinal));

    private static string? Fault(TaskRun task, List<RecordedSignal> signals)
    {
        var steps = signals.ConvertAll(Step);
        var verdict = SignalSequence.Judge(steps);
        return (task.State.IsEnd() ? verdict is LegalSequence : verdict is IncompleteSequence)
            ? null
            : $"{task.Name} {task.Id} of {task.SubjectId} is {task.State.Spelled()}, attempt {task.Attempts}, with {string.Join(", ", steps)}: {verdict.GetType().Name}"
                + (verdict is IllegalSequence illegal ? $" at {illegal.Found}, expected {string.Join(" or ", illegal.Next)}" : "");
    }
}
