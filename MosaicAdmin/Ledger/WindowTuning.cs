namespace MosaicAdmin.Ledger;

/// <summary>The recorded uploads, played against a range of windows.</summary>
/// <param name="Uploads">How many there were.</param>
/// <param name="Since">When the first of them came.</param>
/// <param name="Points">From the shortest window to the longest; each other than the one before.</param>
/// <param name="Today">The setting in use.</param>
/// <param name="Suggested">Where a longer window stops saving much: the point nearest to few mosaics and a short wait at once.</param>
public sealed record WindowTuning(int Uploads, DateTimeOffset? Since, IReadOnlyList<Replayed> Points, Replayed Today, Replayed Suggested)
{
    private static readonly double[] Seconds =
        [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, 14400];

    /// <param name="uploads">In order of time.</param>
    /// <param name="window">The setting in use.</param>
    /// <param name="cap">The cap all windows are played with.</param>
    /// <param name="tried">One more window to play.</param>
    public static WindowTuning Of(IReadOnlyList<RecordedUpload> uploads, TimeSpan window, TimeSpan cap, TimeSpan? tried = null)
    {
        // Below a minute only where the cap is short as well: a point that nobody would choose only crowds the others.
        var shortest = TimeSpan.FromSeconds(Math.Min(60, cap.TotalSeconds / 240));
        var points = Seconds.Select(TimeSpan.FromSeconds).Where(w => w >= shortest && w <= cap).Append(window).Append(tried ?? window).Distinct().Order()
            .Select(w => ReplayWindows.Execute(uploads, w, cap))
            .ToList();
        var today = points.Single(p => p.Window == window);
        return new WindowTuning(uploads.Count, uploads.Count == 0 ? null : uploads[0].At, points, today, Knee(points, today));
    }

    private static Replayed Knee(List<Replayed> points, Replayed today)
    {
        double most = points.Max(p => p.Renders), least = points.Min(p => p.Renders);
        double slowest = points.Max(p => p.Slow.TotalSeconds), fastest = points.Min(p => p.Slow.TotalSeconds);
        if (slowest <= fastest)
        {
            return today;
        }

        if (most <= least)
        {
            // Waiting longer spares nothing.
            return points[0];
        }

        // Both from 0 (best here) to 1 (worst here).
        return points.MinBy(p => Math.Pow((p.Renders - least) / (most - least), 2) + Math.Pow((p.Slow.TotalSeconds - fastest) / (slowest - fastest), 2))!;
    }
}
