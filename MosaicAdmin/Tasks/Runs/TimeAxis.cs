namespace MosaicAdmin.Tasks;

/// <summary>A stretch of time and where it is drawn.</summary>
/// <param name="Broken">Drawn shorter than its time: nothing happened in it, and it would leave no room for the rest.</param>
public sealed record AxisPiece(DateTimeOffset From, DateTimeOffset To, double Left, double Right, bool Broken)
{
    public TimeSpan Length => To - From;
}

/// <summary>
/// Where moments are drawn on a line of a given width: to one scale, but for long idle stretches, which are broken, so that a wait of half an
/// hour and the run of 40 ms after it can both be read.
/// </summary>
public sealed class TimeAxis
{
    private const double BreakWidth = 56;
    private const double MostBroken = .4;

    private TimeAxis(IReadOnlyList<AxisPiece> pieces, double width) => (Pieces, Width) = (pieces, width);

    /// <summary>One after the other, without gaps, from 0 to <see cref="Width"/>; none when there are fewer than two moments.</summary>
    public IReadOnlyList<AxisPiece> Pieces { get; }

    public double Width { get; }

    /// <param name="moments">What is to be seen, in any order.</param>
    /// <param name="idle">Whether nothing went on between two moments that follow each other; always so when null.</param>
    public static TimeAxis Of(IEnumerable<DateTimeOffset> moments, double width, Func<DateTimeOffset, DateTimeOffset, bool>? idle = null)
    {
        var sorted = moments.Distinct().Order().ToList();
        var gaps = sorted.Zip(sorted.Skip(1), (from, to) => (From: from, To: to, Idle: idle?.Invoke(from, to) ?? true)).ToList();
        var broken = Broken(gaps.Select(g => (g.To - g.From, g.Idle)).ToList());
        var whole = gaps.Where((_, i) => !broken.Contains(i)).Sum(g => (g.To - g.From).Ticks);
        var breakWidth = broken.Count == 0 ? 0 : whole == 0 ? width / broken.Count : Math.Min(BreakWidth, width * MostBroken / broken.Count);
        var perTick = whole == 0 ? 0 : (width - (breakWidth * broken.Count)) / whole;
        var pieces = new List<AxisPiece>();
        var x = 0.0;
        for (var i = 0; i < gaps.Count; i++)
        {
            var right = i == gaps.Count - 1 ? width : x + (broken.Contains(i) ? breakWidth : (gaps[i].To - gaps[i].From).Ticks * perTick);
            pieces.Add(new AxisPiece(gaps[i].From, gaps[i].To, x, right, broken.Contains(i)));
            x = right;
        }

        return new TimeAxis(pieces, width);
    }

    /// <summary>Where <paramref name="at"/> is drawn; what lies outside is drawn at the end it is nearer to.</summary>
    public double X(DateTimeOffset at)
    {
        if (Pieces.Count == 0 || at <= Pieces[0].From)
        {
            return 0;
        }

        var piece = Pieces.FirstOrDefault(p => at <= p.To);
        return piece is null ? Width : piece.Left + ((piece.Right - piece.Left) * ((at - piece.From) / piece.Length));
    }

    /// <summary>
    /// Idle stretches that are longer than everything that went on, or than all that is left once longer ones are broken: with one of them
    /// to scale, the rest would have less than half of the width.
    /// </summary>
    private static HashSet<int> Broken(List<(TimeSpan Length, bool Idle)> gaps)
    {
        var busy = gaps.Where(g => !g.Idle).Sum(g => g.Length.Ticks);
        var left = gaps.Sum(g => g.Length.Ticks);
        var broken = new HashSet<int>();
        foreach (var (gap, index) in gaps.Select((gap, index) => (gap, index)).Where(g => g.gap.Idle).OrderByDescending(g => g.gap.Length))
        {
            var rest = left - gap.Length.Ticks;
            if ((busy > 0 && gap.Length.Ticks > busy) || (rest > 0 && gap.Length.Ticks > rest))
            {
                broken.Add(index);
                left = rest;
            }
        }

        return broken;
    }
}
