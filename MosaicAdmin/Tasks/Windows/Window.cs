namespace MosaicAdmin.Tasks;

/// <summary>What a playlist's window is doing, as pages and the API show it.</summary>
public enum WindowState
{
    Idle,
    Pending,
    Running,
    Retrying,
    Failed,
    Held,
}

/// <summary>
/// What a playlist is owed, one row each. A touch raises <see cref="Requested"/>; a run that closes raises <see cref="Built"/> to what it
/// took. While <see cref="TaskId"/> is set a run is owed, and this row alone promises that it will come. Its changes are in
/// <c>WindowTransitions.cs</c>; only <see cref="WindowKeeper"/> makes them.
/// </summary>
public sealed partial class Window
{
    public required Guid SubjectId { get; init; }

    /// <summary>The playlist's revision: rises with every change that could change its covers.</summary>
    public long Requested { get; private set; }

    /// <summary>The revision the shown picture was made from.</summary>
    public long Built { get; private set; }

    /// <summary>Nothing at or below this revision is ever committed.</summary>
    public long CancelledThrough { get; private set; }

    /// <summary>The waiting task; null when nothing is owed.</summary>
    public Guid? TaskId { get; private set; }

    /// <summary>The running task; null when none runs.</summary>
    public Guid? RunId { get; private set; }

    /// <summary>The batch the waiting task belongs to: more files of it join the task instead of superseding it.</summary>
    public Guid? BatchId { get; private set; }

    public DateTimeOffset? FirstRequestedAt { get; private set; }

    public DateTimeOffset? LastRequestedAt { get; private set; }

    /// <summary>When the waiting task may be taken; moves with each publish.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The cap: the due time never passes it.</summary>
    public DateTimeOffset? LatestAt { get; private set; }

    /// <summary>Publishes since the window opened.</summary>
    public int Pushes { get; private set; }

    public WindowState State { get; private set; }

    /// <summary>Rises with every take; a run whose fence is stale commits nothing.</summary>
    public long Fence { get; private set; }

    /// <summary>The node that runs it.</summary>
    public string? LeaseOwner { get; private set; }

    /// <summary>The scheduler's name of the firing that runs it, by which a cancel reaches it on whichever node.</summary>
    public string? FireInstance { get; private set; }

    /// <summary>Past this moment the run is taken for dead.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>The revision the running task took.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes of the waiting or running task; counted before the body starts.</summary>
    public int Attempts { get; private set; }

    /// <summary>Runs in a row whose process died, so that a body that kills its process cannot loop.</summary>
    public int Deaths { get; private set; }

    /// <summary>Kept open until released.</summary>
    public bool Held { get; private set; }

    /// <summary>Somebody asked for it now; later touches do not put it off.</summary>
    public bool Forced { get; private set; }

    /// <summary>False where a touch settles at once because nothing is to be made, as for a playlist that shows its first song's cover.</summary>
    public bool Publishes { get; private set; } = true;

    /// <summary>The window of one task that was sent on its own; it goes with that task's end.</summary>
    public bool Once { get; init; }

    /// <summary>Who held or forced it, and why; null once that is over.</summary>
    public string? ActedBy { get; private set; }

    public string? ActedReason { get; private set; }

    public DateTimeOffset? ActedAt { get; private set; }

    /// <summary>Concurrency token: a change made from an older reading affects no row.</summary>
    public long Version { get; private set; }
}
