namespace MosaicAdmin.Tasks;

/// <summary>A publish as the picture shows it: a dot where it came, a bar as long as it held the key, and a faint one on to where it was due.</summary>
public sealed record ChainBar(ChainPublish Publish, double X, double Until, double Due, double Y);

/// <summary>Where everything of a window is drawn, in a picture of a given width: time to the right, one row for each publish downwards.</summary>
public sealed record ChainLayout(double Width, TimeAxis Axis, IReadOnlyList<ChainBar> Bars, double RowHeight, double Top, double Bottom)
{
    public const double Margin = 12;

    /// <summary>Room at the right for the mosaic.</summary>
    public const double Result = 64;

    private const double LongestRow = 20;
    private const double Tallest = 220;

    public double Opened => Bars[0].X;

    public double Due => X(Chain.DueAt);

    public double Cap => X(Chain.LatestAt);

    public double? Fired => Chain.FiredAt is { } at ? X(at) : null;

    public double? Ended => Chain.EndedAt is { } at ? X(at) : null;

    /// <summary>Dots grow smaller as there are more, and never vanish.</summary>
    public double Radius => Math.Clamp(RowHeight * .3, 2, 5.5);

    public required WindowChain Chain { get; init; }

    public static ChainLayout Of(WindowChain chain, double width)
    {
        // While the window is open each moment counts; only what lies behind its end may be cut short.
        var open = chain.Publishes.Select(p => p.At).Append(chain.FiredAt ?? chain.DueAt).Max();
        List<DateTimeOffset?> moments = [.. chain.Publishes.Select(p => (DateTimeOffset?)p.At), open, chain.DueAt, chain.FiredAt, chain.EndedAt, chain.LatestAt];
        var axis = TimeAxis.Of(moments.OfType<DateTimeOffset>(), width - (2 * Margin) - Result, idle: (from, _) => from >= open);
        var row = Math.Min(LongestRow, Tallest / chain.Publishes.Count);
        const double top = 26;
        return new ChainLayout(
            width, axis,
            [.. chain.Publishes.Select((p, i) => new ChainBar(p, Margin + axis.X(p.At), Margin + axis.X(chain.HeldUntil(i)), Margin + axis.X(p.DueAt), top + ((i + .5) * row)))],
            row, top, top + Math.Max(row * chain.Publishes.Count, 2 * LongestRow))
        {
            Chain = chain,
        };
    }

    public double X(DateTimeOffset at) => Margin + Axis.X(at);
}
