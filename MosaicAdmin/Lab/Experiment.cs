using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>How what was seen compares with what was expected.</summary>
public enum LabVerdict
{
    Running,
    AsExpected,
    Different,
}

/// <summary>One task of an experiment with its signals, in the order they were recorded.</summary>
public sealed record ExperimentTask(Guid Id, TaskState State, IReadOnlyList<TaskSignalEntry> Signals)
{
    public IEnumerable<SequenceStep> Steps => Signals.Select(signal => signal.Step);
}

/// <summary>One run of a probe: the task that was sent, and those published in its place, in order.</summary>
/// <param name="EndsBy">When a run that goes on is stopped or taken for dead; null when nothing runs.</param>
public sealed record Experiment(LabProbe Probe, Guid Id, IReadOnlyList<ExperimentTask> Tasks, DateTimeOffset? EndsBy)
{
    /// <summary>Its first signal, from which the log counts.</summary>
    public DateTimeOffset BeganAt => Tasks[0].Signals[0].At;

    /// <summary>From the first task's <c>received</c> to its last signal: what no handler may lengthen.</summary>
    public TimeSpan? RunTook => Tasks[0].Signals.FirstOrDefault(s => s.Kind == "received") is { } received && Tasks[0].State.IsEnd()
        ? Tasks[0].Signals[^1].At - received.At
        : null;

    public LabVerdict Verdict
    {
        get
        {
            if (Tasks.Count > Probe.Expected.Count || Tasks.Where((task, i) => !Begins(task, i)).Any())
            {
                return LabVerdict.Different;
            }

            return !Tasks.All(task => task.State.IsEnd()) ? LabVerdict.Running
                : Tasks.Count == Probe.Expected.Count && Tasks.Select(Matches).All(matches => matches) ? LabVerdict.AsExpected
                : LabVerdict.Different;
        }
    }

    private bool Begins(ExperimentTask task, int i) => Allowed(i).Any(allowed => task.Steps.SequenceEqual(allowed.Take(task.Signals.Count)));

    private bool Matches(ExperimentTask task, int i) => Allowed(i).Any(allowed => task.Steps.SequenceEqual(allowed));

    private IEnumerable<IReadOnlyList<SequenceStep>> Allowed(int i) => i == 0 && Probe.Or is { } or ? [Probe.Expected[i], or] : [Probe.Expected[i]];
}
