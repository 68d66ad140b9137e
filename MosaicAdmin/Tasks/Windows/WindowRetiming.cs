namespace MosaicAdmin.Tasks;

/// <summary>What another window and cap mean for a window that is open.</summary>
public sealed partial class Window
{
    /// <summary>
    /// True while its due time is the rule's. A forced or held window, one that is tried or done again, and a task sent on its own are due
    /// for reasons of their own.
    /// </summary>
    public bool FollowsRule => this is { TaskId: not null, Held: false, Forced: false, Once: false, Deaths: 0 } && (RunId is not null || Attempts == 0);

    /// <summary>Makes it due as if it had been open under <paramref name="options"/> from its first publish on; null when that changes nothing.</summary>
    public Touched? Retime(WindowOptions options)
    {
        if (!FollowsRule || FirstRequestedAt is not { } first || LastRequestedAt is not { } last)
        {
            return null;
        }

        var (quiet, latest) = (last + options.Window, first + options.MaxWait);
        var due = quiet < latest ? quiet : latest;
        if (due == DueAt && latest == LatestAt)
        {
            return null;
        }

        Version++;
        (DueAt, LatestAt) = (due, latest);
        return new Touched(TaskId!.Value, due, latest, Requested);
    }
}
