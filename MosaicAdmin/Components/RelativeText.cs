using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Components;

/// <summary>A time as people say it. <c>js/ticks.js</c> says it the same way, from the same words.</summary>
public static class RelativeText
{
    /// <summary>The texts in use.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "Time.Now", "Time.Sec.Ago", "Time.Min.Ago", "Time.Hour.Ago", "Time.Day.Ago",
        "Time.Sec.In", "Time.Min.In", "Time.Hour.In", "Time.Day.In",
    ];

    /// <summary>Says how far <paramref name="at"/> is from <paramref name="now"/>: <c>3 min ago</c>, <c>in 12 sec</c>.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset now, IStringLocalizer<ShellText> text)
    {
        var ago = now >= at;

        // Rounded up ahead as a countdown is, so that the two never differ.
        var apart = Math.Abs((now - at).TotalSeconds);
        var seconds = (long)(ago ? Math.Floor(apart) : Math.Ceiling(apart));
        if (ago && seconds < 5)
        {
            return text["Time.Now"];
        }

        var (unit, count) = seconds switch
        {
            < 60 => ("Sec", seconds),
            < 3600 => ("Min", seconds / 60),
            < 48 * 3600 => ("Hour", seconds / 3600),
            _ => ("Day", seconds / 86400),
        };
        return text[$"Time.{unit}.{(ago ? "Ago" : "In")}", count];
    }

    /// <summary>Time left as a clock shows it: <c>0:12</c>, <c>11:05</c>, <c>3:59:58</c>; never below <c>0:00</c>.</summary>
    public static string Left(DateTimeOffset due, DateTimeOffset now) =>
        Length(TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((due - now).TotalSeconds))));

    /// <summary>A length as a clock shows it: <c>3:41</c>, <c>1:02:05</c>.</summary>
    public static string Length(TimeSpan length) => length.TotalHours >= 1
        ? $"{(int)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}"
        : $"{length.Minutes}:{length.Seconds:00}";
}
