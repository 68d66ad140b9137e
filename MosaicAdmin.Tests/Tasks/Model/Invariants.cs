using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>The invariants of <c>architecture.md</c>, by their numbers. 6 compares whole histories (<see cref="HistoryTests"/>), 10 is <c>Live/PagesFollowTests</c>.</summary>
internal sealed class Invariants(ModelRules rules, ModelWorld model, DateTimeOffset start)
{
    private readonly Log[] _logs = [.. model.Windows.Select(_ => new Log())];

    /// <summary>When faults stopped; null while they go on.</summary>
    public DateTimeOffset? Settling { get; set; }

    public DateTimeOffset Start => start;

    public void Published(int playlist, DateTimeOffset at) => _logs[playlist].Publishes.Add(at);

    /// <summary>A cancel was acknowledged.</summary>
    public void Cancelled(int playlist, long through) => _logs[playlist].CancelledThrough = through;

    public int Takes(int playlist) => _logs[playlist].Takes.Count;

    public void AfterStep(Step? step, int playlist, Window? before, Window? after, bool armed)
    {
        Invariant2PendingIsArmed(playlist, after, armed);
        Invariant3CountersOnlyRise(before, after);
        Invariant5NeverPastTheCap(after);
        Invariant8OnlyTheNamedPlaylistChanges(step, playlist, before, after);
        Invariant8ForcesAreOneTask(step, playlist, before, after);
    }

    public void Taken(int playlist, DateTimeOffset now, bool extra, Window before, Claim claim)
    {
        _logs[playlist].Takes.Add((now, extra));
        Invariant5NotBeforeItsTime(now, before);
        Assert.True(claim.Fence > before.Fence, "Invariant 3: a take did not raise the fence.");
    }

    /// <summary>Inside the transaction that closes a window.</summary>
    public void Committed(Held held, Window window)
    {
        Assert.True(window.Fence == held.Claim.Fence, $"Invariant 3: fence {held.Claim.Fence} was committed when it was {window.Fence}.");
        Assert.True(
            held.Claim.Taken > _logs[held.Playlist].CancelledThrough,
            $"Invariant 7: {held.Claim.Taken} was committed although {_logs[held.Playlist].CancelledThrough} was cancelled.");
    }

    /// <summary>When faults have stopped and time enough has passed.</summary>
    public void Invariant1NothingIsLost(int playlist, Window? window) => Assert.True(
        window is null || Math.Max(window.Built, window.CancelledThrough) >= window.Requested || window.Held
            || (window.State == WindowState.Failed && model.Windows[playlist]!.GaveUp),
        $"Invariant 1: {window?.Requested} was asked for and {window?.Built} is built; the window is {window?.State}.");

    /// <summary>A burst is publishes less than a window apart; what was forced, tried again or done again for a crash is beyond the count.</summary>
    public void Invariant4FewTakes(int playlist)
    {
        var log = _logs[playlist];
        var takes = log.Takes.Where(t => !t.Extra).Select(t => t.At).ToList();
        for (var first = 0; first < log.Publishes.Count;)
        {
            var last = first;
            while (last + 1 < log.Publishes.Count && log.Publishes[last + 1] - log.Publishes[last] < rules.Window)
            {
                last++;
            }

            var until = last + 1 < log.Publishes.Count ? log.Publishes[last + 1] : DateTimeOffset.MaxValue;
            var count = takes.Count(t => t >= log.Publishes[first] && t < until);
            var most = 2 + (int)((log.Publishes[last] - log.Publishes[first]) / rules.MaxWait) + log.Takes.Count(t => t.Extra);
            Assert.True(count <= most, $"Invariant 4: {last - first + 1} publishes caused {count} takes, and {most} at most.");
            first = last + 1;
        }
    }

    public void Invariant9EachTakeEndsOnce(int playlist, List<TaskRun> tasks, ILookup<Guid, SequenceStep> signals)
    {
        var takes = tasks.Sum(t => t.Attempts);
        Assert.True(takes == Takes(playlist), $"Invariant 9: {Takes(playlist)} takes were given and {takes} recorded.");
        foreach (var task in tasks.Where(t => t.Attempts > 0))
        {
            Assert.True(
                task.State is TaskState.Succeeded or TaskState.Unchanged or TaskState.Failed or TaskState.Cancelled or TaskState.Superseded or TaskState.Lost
                    || (task.State == TaskState.Retrying && model.Windows[playlist] is { Held: true }),
                $"Invariant 9: a task that was taken is {task.State}.");
            var ends = signals[task.Id].Count(s => s.Kind is "success" or "failure" or "retry" or "internal_error" || s.Terminated);
            Assert.True(ends == task.Attempts, $"Invariant 9: {task.Attempts} takes have {ends} ends.");
        }
    }

    private void Invariant2PendingIsArmed(int playlist, Window? window, bool armed) => Assert.True(
        window is not { TaskId: not null, Held: false } || window.RunId is not null || armed || model.InHand(playlist) || model.Suspect.Contains(playlist),
        "Invariant 2: a window waits with no alarm, and nothing happened that a sweep must mend.");

    private static void Invariant3CountersOnlyRise(Window? before, Window? after) => Assert.True(
        before is null || after is null || (after.Requested >= before.Requested && after.Built >= before.Built && after.Fence >= before.Fence
            && after.CancelledThrough >= before.CancelledThrough && after.Built <= after.Requested),
        "Invariant 3: a counter fell.");

    private static void Invariant5NeverPastTheCap(Window? window) => Assert.True(
        window?.TaskId is null || window.DueAt <= window.LatestAt, "Invariant 5: a window is due past its cap.");

    private void Invariant5NotBeforeItsTime(DateTimeOffset now, Window before)
    {
        // A dead run is cleared away by the take itself; what it then gives is due now.
        var due = before.RunId is null ? before.DueAt!.Value : before.DueAt ?? now;
        Assert.True(due <= now, $"Invariant 5: taken {due - now} before its time.");
        Assert.True(
            Settling is not { } calm || now <= Later(calm + rules.Lease, due) + 2 * rules.Sweep + rules.Skew,
            $"Invariant 5: taken {now - due} late when nothing failed any more.");
    }

    private static void Invariant8OnlyTheNamedPlaylistChanges(Step? step, int playlist, Window? before, Window? after) => Assert.True(
        step is null || step.Value.Act == Act.Sweep || step.Value.Playlist == playlist || before?.Version == after?.Version,
        $"Invariant 8: {step} changed another playlist.");

    private static void Invariant8ForcesAreOneTask(Step? step, int playlist, Window? before, Window? after) => Assert.True(
        step is not { Act: Act.Force } || step.Value.Playlist != playlist || before?.TaskId is null
            || (before.TaskId == after!.TaskId && before.Requested == after.Requested && before.Pushes == after.Pushes),
        "Invariant 8: a force of what waits already was more than one take.");

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Log
    {
        public List<DateTimeOffset> Publishes { get; } = [];

        public List<(DateTimeOffset At, bool Extra)> Takes { get; } = [];

        public long CancelledThrough { get; set; }
    }
}
