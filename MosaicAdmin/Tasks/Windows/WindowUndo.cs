namespace MosaicAdmin.Tasks;

/// <summary>Who held or forced a window, and why.</summary>
public sealed record WindowAct(string By, string? Reason, DateTimeOffset At);

/// <summary>How a waiting task stood when it was cancelled: kept in the audit row of the cancel, for an undo to put back.</summary>
public sealed record Standing(
    DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset DueAt, DateTimeOffset LatestAt, int Pushes, Guid? BatchId, bool Held, bool Forced, WindowAct? Act);

/// <summary>What can still be done after an end: taking a cancel back, and letting go of what failed.</summary>
public sealed partial class Window
{
    /// <summary>How the waiting task stands; null when none waits.</summary>
    public Standing? Standing => this is { TaskId: not null, FirstRequestedAt: { } first, LastRequestedAt: { } last, DueAt: { } due, LatestAt: { } latest }
        ? new Standing(first, last, due, latest, Pushes, BatchId, Held, Forced, ActedAt is { } at ? new WindowAct(ActedBy!, ActedReason, at) : null)
        : null;

    /// <summary>
    /// Publishes anew what a cancel dropped, as it stood then. What was cancelled stays cancelled: the request is a new one, beyond it. Null
    /// when anything was asked for since, or nothing is published for this playlist.
    /// </summary>
    public Touched? Restore(Standing standing, Guid newTask)
    {
        if (TaskId is not null || Requested > CancelledThrough || !Publishes)
        {
            return null;
        }

        Version++;
        Requested++;
        (TaskId, BatchId, Pushes) = (newTask, standing.BatchId, standing.Pushes);
        (FirstRequestedAt, LastRequestedAt, DueAt, LatestAt) = (standing.FirstAt, standing.LastAt, standing.DueAt, standing.LatestAt);

        // Whoever holds it by now knew of the cancel: theirs stands.
        if (!Held)
        {
            (Held, Forced) = (standing.Held, standing.Forced);
            Sign(standing.Act);
        }

        Settle();
        return new Touched(newTask, standing.DueAt, standing.LatestAt, Requested);
    }

    /// <exception cref="ActRefusedException">Nothing is ever made for this playlist.</exception>
    internal void RequirePublishing()
    {
        if (!Publishes)
        {
            throw new ActRefusedException("This playlist's cover mode makes no mosaic.");
        }
    }

    /// <summary>Lets go of what failed: it is settled as if it had been cancelled. False when the window is not failed.</summary>
    public bool Drop()
    {
        if (State != WindowState.Failed)
        {
            return false;
        }

        Version++;
        CancelledThrough = Requested;
        Settle();
        return true;
    }
}
