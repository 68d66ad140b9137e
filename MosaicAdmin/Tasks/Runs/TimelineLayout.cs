namespace MosaicAdmin.Tasks;

/// <summary>A signal as the picture shows it: a dot at its moment, its name beside it, in a row where it covers no other name.</summary>
/// <param name="Row">From the middle line outwards, in its own lane.</param>
/// <param name="Before">The name stands left of the dot.</param>
public sealed record TimelineMark(TaskSignalEntry Signal, double X, int Row, bool Before);

/// <summary>An attempt as the picture shows it: a bar as long as its body took.</summary>
public sealed record TimelineRun(SignalGroup Group, double Left, double Right, bool Named);

/// <summary>A moment named on the middle line.</summary>
public sealed record TimelineTick(double X, TimeSpan Offset, bool Before);

/// <summary>Where everything of a task's time line is drawn, in a picture of a given width. Only the signals of open groups are marks.</summary>
public sealed record TimelineLayout(
    double Width, TimeAxis Axis, IReadOnlyList<TimelineMark> Sender, IReadOnlyList<TimelineMark> Receiver, IReadOnlyList<TimelineRun> Runs, IReadOnlyList<TimelineTick> Ticks)
{
    /// <summary>Room left and right for dots and bars that stand at the ends.</summary>
    public const double Margin = 12;

    private const double Letter = 7;
    private const double TickWidth = 62;

    public static TimelineLayout Of(IReadOnlyList<SignalGroup> groups, Func<SignalGroup, bool> open, double width)
    {
        var signals = groups.SelectMany(g => g.Signals).ToList();
        var runs = groups.Where(g => g.Began is not null).Select(g => (Group: g, From: g.Began!.Value, To: g.Over ?? signals.Max(s => s.At))).ToList();
        var axis = TimeAxis.Of(
            signals.Select(s => s.At), width - (2 * Margin), idle: (from, to) => !runs.Exists(r => r.From <= from && to <= r.To));
        double X(DateTimeOffset at) => Margin + axis.X(at);

        var shown = groups.Where(open).SelectMany(g => g.Signals).ToList();
        var bars = new List<TimelineRun>();
        foreach (var run in runs)
        {
            var (left, right) = (X(run.From), Math.Max(X(run.To), X(run.From) + 4));
            bars.Add(new TimelineRun(run.Group, left, right, Named: bars.LastOrDefault(b => b.Named) is not { } named || (left + right - named.Left - named.Right) / 2 > 22));
        }

        return new TimelineLayout(
            width, axis, Marks(shown.Where(s => s.Side is SignalSide.Sender).Reverse(), X, width), Marks(shown.Where(s => s.Side is SignalSide.Receiver), X, width), bars, TicksOf(groups, X, width));
    }

    // Those that come first stand next to the line.
    private static List<TimelineMark> Marks(IEnumerable<TaskSignalEntry> signals, Func<DateTimeOffset, double> x, double width)
    {
        var taken = new List<List<(double From, double To)>>();
        var marks = new List<TimelineMark>();
        foreach (var signal in signals)
        {
            var at = x(signal.At);
            var name = (signal.Kind.Length * Letter) + 12;
            var before = at + name > width;
            var (from, to) = before ? (at - name, at + 10) : (at - 10, at + name);
            var row = taken.FindIndex(names => names.TrueForAll(n => to <= n.From || n.To <= from));
            if (row < 0)
            {
                row = taken.Count;
                taken.Add([]);
            }

            taken[row].Add((from, to));
            marks.Add(new TimelineMark(signal, at, row, before));
        }

        return marks;
    }

    private static List<TimelineTick> TicksOf(IReadOnlyList<SignalGroup> groups, Func<DateTimeOffset, double> x, double width)
    {
        var ticks = new List<TimelineTick>();
        var start = groups.Count == 0 ? default : groups[0].Signals[0].At;
        var end = double.NegativeInfinity;
        foreach (var at in groups.Select(g => g.Signals[0].At).Append(groups.Count == 0 ? default : groups[^1].Signals[^1].At))
        {
            var before = x(at) + TickWidth > width;
            var left = before ? x(at) - TickWidth : x(at);
            if (left >= end)
            {
                ticks.Add(new TimelineTick(x(at), at - start, before));
                end = left + TickWidth;
            }
        }

        return ticks;
    }
}
