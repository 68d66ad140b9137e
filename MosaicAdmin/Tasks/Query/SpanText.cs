using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>A length of time as it is typed: <c>250ms</c>, <c>5s</c>, <c>1.5m</c>, <c>2h</c>, <c>3d</c>, <c>1w</c>; seconds without a unit.</summary>
internal static class SpanText
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(36_500);

    /// <summary>Null when it is none.</summary>
    public static TimeSpan? Read(string text)
    {
        var unit = text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        var seconds = unit.ToLowerInvariant() switch
        {
            "ms" => .001,
            "" or "s" or "sec" => 1,
            "m" or "min" => 60,
            "h" => 3600,
            "d" => 86_400,
            "w" => 604_800,
            _ => 0,
        };
        return seconds > 0 && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds < Most.TotalSeconds ? TimeSpan.FromSeconds(count * seconds) : null;
    }
}
