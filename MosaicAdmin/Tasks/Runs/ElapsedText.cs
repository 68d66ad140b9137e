using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>A length of time as a time line shows it: <c>840 ms</c>, <c>15.02 s</c>, <c>3 min 12 s</c>, <c>1 h 02 min</c>.</summary>
public static class ElapsedText
{
    public static string Of(TimeSpan elapsed)
    {
        var sign = elapsed < TimeSpan.Zero ? "−" : "";
        elapsed = elapsed.Duration();
        return sign + elapsed switch
        {
            { TotalSeconds: < 1 } => Said($"{Math.Floor(elapsed.TotalMilliseconds):0} ms"),
            { TotalMinutes: < 1 } => Said($"{Math.Floor(elapsed.TotalSeconds * 100) / 100:0.00} s"),
            { TotalHours: < 1 } => Said($"{elapsed.Minutes} min {elapsed.Seconds:00} s"),
            { TotalDays: < 2 } => Said($"{(int)elapsed.TotalHours} h {elapsed.Minutes:00} min"),
            _ => Said($"{elapsed.Days} d {elapsed.Hours:00} h"),
        };
    }

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
