namespace MosaicAdmin.Tasks;

/// <summary>What a publish made of the window.</summary>
/// <param name="TaskId">The task that will take the change in.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="LatestAt">The cap its due time never passes.</param>
/// <param name="Requested">The revision it was published for.</param>
/// <param name="Replaced">The waiting task it replaced.</param>
/// <param name="Joined">True when it joined the waiting task of its own batch instead of replacing it.</param>
public sealed record Touched(
    Guid TaskId, DateTimeOffset DueAt, DateTimeOffset LatestAt, long Requested, Guid? Replaced = null, bool Joined = false);

/// <summary>The right to do one run, lost as soon as anybody else is given it.</summary>
/// <param name="Taken">The revision the run builds.</param>
public sealed record Claim(Guid SubjectId, Guid TaskId, long Fence, long Taken, int Attempt);

/// <summary>A run whose node went silent past its lease.</summary>
/// <param name="TaskId">The run that is lost.</param>
/// <param name="Again">The task that does it again; null when another is already waiting, when it was cancelled, or when it was given up.</param>
/// <param name="GivenUp">True after too many takes.</param>
public sealed record Recovered(Guid TaskId, Guid? Again, bool GivenUp);

/// <summary>A claim, with what its message says is to be done.</summary>
public sealed record Order(Claim Claim, TaskType Type, object Arguments);

/// <summary>The window's state machine: pure changes of one row, each given the database's time. See <c>Tasks/README.md</c> for the chart.</summary>
public sealed partial class Window
{
    /// <summary>The window of one task sent on its own, due at <paramref name="due"/>.</summary>
    public static Window Send(Guid task, DateTimeOffset now, DateTimeOffset due)
    {
        var window = new Window
        {
            SubjectId = task,
            Once = true,
            Requested = 1,
            TaskId = task,
            FirstRequestedAt = now,
            LastRequestedAt = now,
            DueAt = due,
            LatestAt = due,
            Pushes = 1,
            Version = 1,
        };
        window.Settle();
        return window;
    }

    /// <summary>True when it stands for one task and that task is over.</summary>
    public bool IsSpent => Once && TaskId is null && RunId is null;

    /// <summary>True while nobody else may take it.</summary>
    public bool IsLeased(DateTimeOffset now) => RunId is not null && LeaseUntil > now;

    /// <summary>Records a change. Null when the change settles at once because nothing is published for this playlist.</summary>
    public Touched? Touch(DateTimeOffset now, WindowOptions options, Guid newTask, Guid? batch)
    {
        Requested++;
        Version++;
        if (!Publishes)
        {
            Built = Requested;
            return null;
        }

        var joined = TaskId is not null && batch is not null && batch == BatchId;
        var replaced = joined ? null : TaskId;
        Attempts = joined || RunId is not null ? Attempts : 0;
        Open(now, options, joined ? TaskId!.Value : newTask, batch);
        Pushes += joined ? 0 : 1;
        return new Touched(TaskId!.Value, DueAt!.Value, LatestAt!.Value, Requested, replaced, joined);
    }

    /// <summary>Makes it due now, opening it when nothing waits. Asked again before the take, it changes nothing.</summary>
    public Touched Force(DateTimeOffset now, WindowOptions options, Guid newTask, WindowAct? act = null)
    {
        Version++;
        var first = !Forced;
        if (TaskId is null)
        {
            Requested++;
            Open(now, options, newTask, batch: null);
            Pushes = 1;
        }

        Forced = true;
        Held = false;
        DueAt = DueAt < now ? DueAt : now;
        if (first)
        {
            Sign(act);
        }

        Settle();
        return new Touched(TaskId!.Value, DueAt!.Value, LatestAt!.Value, Requested);
    }

    /// <summary>Gives the run that is due to <paramref name="owner"/>; null when nothing waits, it is early, held, or somebody has it.</summary>
    public Claim? Take(DateTimeOffset now, WindowOptions options, string owner, string fireInstance)
    {
        if (TaskId is not { } task || RunId is not null || Held || DueAt > now)
        {
            return null;
        }

        Version++;
        Fence++;
        Attempts++;
        Taken = Requested;
        RunId = task;
        LeaseOwner = owner;
        FireInstance = fireInstance;
        LeaseUntil = now + options.Lease;
        ClearWaiting();
        Settle();
        return new Claim(SubjectId, task, Fence, Taken, Attempts);
    }

    /// <summary>True while what runs, cancelled or not, runs by this claim.</summary>
    public bool IsOf(Claim claim) => RunId == claim.TaskId && Fence == claim.Fence;

    /// <summary>True while what the claim took may still be published.</summary>
    public bool Holds(Claim claim) => IsOf(claim) && claim.Taken > CancelledThrough;

    /// <summary>Settles the window up to what the claim took. False when the claim was lost or cancelled: then nothing may be published.</summary>
    public bool Close(Claim claim)
    {
        if (!Holds(claim))
        {
            return false;
        }

        Version++;
        Built = Publishes ? claim.Taken : Requested;
        EndRun();
        Attempts = Deaths = 0;
        Settle();
        return true;
    }

    /// <summary>
    /// Ends a run whose body threw. The same task waits for its next attempt at <paramref name="retryAt"/>, unless a newer publish waits
    /// already (that one does the work) or <paramref name="retryAt"/> is null (given up). False when the claim was lost or cancelled.
    /// </summary>
    public bool Fail(Claim claim, DateTimeOffset now, WindowOptions options, DateTimeOffset? retryAt)
    {
        if (!Holds(claim))
        {
            return false;
        }

        Version++;
        EndRun();
        Deaths = 0;
        Attempts = retryAt is null || TaskId is not null ? 0 : Attempts;

        if (TaskId is null && retryAt is { } eta)
        {
            Open(now, options, claim.TaskId, batch: null);
            DueAt = eta < LatestAt ? eta : LatestAt;
            Pushes = 1;
            State = Held ? WindowState.Held : WindowState.Retrying;
            return true;
        }

        Settle();
        return true;
    }

    /// <summary>Ends a run that was cancelled while it ran. False when the claim was lost.</summary>
    public bool Stop(Claim claim)
    {
        if (!IsOf(claim))
        {
            return false;
        }

        Version++;
        EndRun();
        Attempts = Deaths = 0;
        Settle();
        return true;
    }

    /// <summary>Takes a run for dead whose lease is over; null when there is none. Its owner, should it wake, closes nothing.</summary>
    public Recovered? Recover(DateTimeOffset now, WindowOptions options, Guid newTask)
    {
        if (RunId is not { } lost || LeaseUntil > now)
        {
            return null;
        }

        Version++;
        Fence++;
        var (again, givenUp) = Redo(now, now, options, newTask);
        return new Recovered(lost, again, givenUp);
    }

    /// <summary>
    /// Ends a run that broke outside its body: what it took is owed still, by a new task due at <paramref name="due"/>, as after a death. Null
    /// when the claim was lost or cancelled.
    /// </summary>
    public Recovered? Break(Claim claim, DateTimeOffset now, DateTimeOffset due, WindowOptions options, Guid newTask)
    {
        if (!Holds(claim))
        {
            return null;
        }

        Version++;
        var (again, givenUp) = Redo(now, due, options, newTask);
        return new Recovered(claim.TaskId, again, givenUp);
    }

    /// <summary>Drops what waits and forbids the commit of what runs. Answers the waiting and the running task.</summary>
    public (Guid? Waiting, Guid? Running) Cancel()
    {
        var cancelled = (TaskId, RunId);
        Version++;
        CancelledThrough = Requested;
        Held = false;
        ClearWaiting();
        (Attempts, Deaths) = RunId is null ? (0, 0) : (Attempts, Deaths);
        Settle();
        return cancelled;
    }

    /// <summary>Forbids the commit of what runs and leaves what waits.</summary>
    public void CancelRun()
    {
        Version++;
        CancelledThrough = Math.Max(CancelledThrough, Taken);
    }

    /// <summary>Keeps the window open past its due time, until it is released.</summary>
    public void Hold(WindowAct? act = null)
    {
        Version++;
        Held = true;
        Forced = false;
        Sign(act);
        Settle();
    }

    /// <summary>Lets a held window fall due; at once when its time has passed.</summary>
    public void Release()
    {
        Version++;
        Held = false;
        Settle();
    }

    /// <summary>Switches publishing off (what waits is dropped and everything counts as settled) or on. Answers the dropped task.</summary>
    public Guid? SetPublishes(bool publishes)
    {
        Version++;
        Publishes = publishes;
        if (publishes)
        {
            return null;
        }

        var dropped = TaskId;
        CancelledThrough = RunId is null ? CancelledThrough : Taken;
        Built = Requested;
        Held = false;
        ClearWaiting();
        Settle();
        return dropped;
    }

    private (Guid? Again, bool GivenUp) Redo(DateTimeOffset now, DateTimeOffset due, WindowOptions options, Guid newTask)
    {
        EndRun();
        Attempts = 0;
        Deaths++;
        var owed = TaskId is null && Taken > CancelledThrough;
        var givenUp = owed && Deaths >= options.MaxDeaths;
        if (owed && !givenUp)
        {
            Open(now, options, newTask, batch: null);
            DueAt = due;
            Pushes = 1;
        }

        Deaths = givenUp || (!owed && TaskId is null) ? 0 : Deaths;
        Settle();
        return (owed && !givenUp ? newTask : null, givenUp);
    }

    private void Open(DateTimeOffset now, WindowOptions options, Guid task, Guid? batch)
    {
        TaskId = task;
        BatchId = batch;
        FirstRequestedAt ??= now;
        LastRequestedAt = now;
        LatestAt = FirstRequestedAt + options.MaxWait;
        var quiet = now + options.Window;
        DueAt = Forced ? DueAt : quiet < LatestAt ? quiet : LatestAt;
        Settle();
    }

    private void ClearWaiting()
    {
        TaskId = null;
        BatchId = null;
        FirstRequestedAt = LastRequestedAt = DueAt = LatestAt = null;
        Pushes = 0;
        Forced = false;
    }

    private void EndRun()
    {
        RunId = null;
        LeaseOwner = FireInstance = null;
        LeaseUntil = null;
    }

    private void Sign(WindowAct? act) => (ActedBy, ActedReason, ActedAt) = (act?.By, act?.Reason, act?.At);

    private void Settle()
    {
        State = this switch
        {
            { RunId: not null } => WindowState.Running,
            { Held: true } => WindowState.Held,
            { TaskId: not null } => WindowState.Pending,
            _ when Requested > Math.Max(Built, CancelledThrough) => WindowState.Failed,
            _ => WindowState.Idle,
        };
        if (this is { Held: false, Forced: false })
        {
            Sign(null);
        }
    }
}
