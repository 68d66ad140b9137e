namespace MosaicAdmin.Ledger;

/// <summary>A song that came, and where.</summary>
public readonly record struct RecordedUpload(Guid PlaylistId, DateTimeOffset At);

/// <summary>What a window and cap would have made of the recorded uploads.</summary>
/// <param name="Renders">Mosaics that would have been made.</param>
/// <param name="Typical">Half of the uploads would have been shown within this time.</param>
/// <param name="Slow">Nineteen in twenty would have been.</param>
public sealed record Replayed(TimeSpan Window, int Renders, TimeSpan Typical, TimeSpan Slow);

/// <summary>
/// Plays recorded uploads against another window: the rule of <c>WindowTransitions.Touch</c> over a whole history. A render takes no time
/// here, so what is compared is the waiting and nothing else.
/// </summary>
public static class ReplayWindows
{
    /// <param name="uploads">In any order.</param>
    public static Replayed Execute(IEnumerable<RecordedUpload> uploads, TimeSpan window, TimeSpan cap)
    {
        var renders = 0;
        var waits = new List<TimeSpan>();
        foreach (var playlist in uploads.GroupBy(u => u.PlaylistId, u => u.At))
        {
            var open = new List<DateTimeOffset>();
            foreach (var at in playlist.Order())
            {
                if (open.Count > 0 && Due(open, window, cap) <= at)
                {
                    Render(open);
                }

                open.Add(at);
            }

            Render(open);
        }

        waits.Sort();
        return new Replayed(window, renders, Rank(waits, 0.5), Rank(waits, 0.95));

        void Render(List<DateTimeOffset> open)
        {
            var due = Due(open, window, cap);
            waits.AddRange(open.Select(at => due - at));
            renders++;
            open.Clear();
        }
    }

    private static DateTimeOffset Due(List<DateTimeOffset> open, TimeSpan window, TimeSpan cap)
    {
        var (quiet, latest) = (open[^1] + window, open[0] + cap);
        return quiet < latest ? quiet : latest;
    }

    private static TimeSpan Rank(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
