using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>How long after the beginning something was, to the millisecond where that can matter: <c>+0.000 s</c>, <c>+29:59.8</c>, <c>+1:02:03</c>.</summary>
public static class OffsetText
{
    public static string Of(TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? "−" : "+";
        offset = offset.Duration();
        return sign + offset switch
        {
            { TotalMinutes: < 1 } => Said($"{Cut(offset.TotalSeconds, 1000):0.000} s"),
            { TotalHours: < 1 } => Said($"{offset.Minutes}:{Cut(offset.TotalSeconds % 60, 10):00.0}"),
            { TotalDays: < 1 } => Said($"{offset.Hours}:{offset.Minutes:00}:{offset.Seconds:00}"),
            _ => Said($"{offset.Days} d {offset.Hours:00}:{offset.Minutes:00}"),
        };
    }

    // Rounded down: 59.9996 s is not a minute yet.
    private static double Cut(double value, double steps) => Math.Floor((value * steps) + 1e-6) / steps;

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
