using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace MosaicAdmin.AppSettings;

/// <summary>Values as people write them (<c>1 h 30 min</c>, <c>512 MB</c>) and as configuration spells them (<c>01:30:00</c>, <c>536870912</c>).</summary>
internal static partial class SettingValue
{
    private static readonly string[] Sizes = ["B", "KB", "MB", "GB"];

    /// <summary>The value as configuration spells it; null when it cannot be read. What <see cref="Say"/> says is read back as the same.</summary>
    public static string? Parse(SettingKind kind, string? text)
    {
        text = text?.Trim() ?? "";
        return kind switch
        {
            SettingKind.Span => Span(text)?.ToString("c", CultureInfo.InvariantCulture),
            SettingKind.Bytes => Bytes(text)?.ToString(CultureInfo.InvariantCulture),
            SettingKind.Number => long.TryParse(text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : null,
            SettingKind.Money => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var price)
                ? price.ToString("0.############", CultureInfo.InvariantCulture)
                : null,
            _ => text,
        };
    }

    /// <summary>A value of configuration in words; as it stands when it is none of its kind.</summary>
    public static string Say(SettingKind kind, string value, IStringLocalizer<AppSettingsText> text) => kind switch
    {
        SettingKind.Span when TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var span) => Say(span, text),
        SettingKind.Bytes when long.TryParse(value, CultureInfo.InvariantCulture, out var bytes) => Say(bytes),
        SettingKind.Number when long.TryParse(value, CultureInfo.InvariantCulture, out var number) => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static string Say(TimeSpan span, IStringLocalizer<AppSettingsText> text)
    {
        (string Unit, double Count)[] parts =
            [("Unit.Day", span.Days), ("Unit.Hour", span.Hours), ("Unit.Minute", span.Minutes), ("Unit.Second", span.Seconds + (span.Milliseconds / 1000.0))];
        var said = parts.Where(p => p.Count > 0).Select(p => text[p.Unit, p.Count.ToString("0.###", CultureInfo.InvariantCulture)].Value);
        return span == TimeSpan.Zero ? text["Unit.Second", 0] : string.Join(' ', said);
    }

    private static string Say(long bytes)
    {
        var size = 0;
        while (size < Sizes.Length - 1 && bytes >= 1024 && bytes % 1024 == 0)
        {
            (bytes, size) = (bytes / 1024, size + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} {Sizes[size]}");
    }

    // A bare number is refused: TimeSpan would take 30 for thirty days.
    private static TimeSpan? Span(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var spelled) ? spelled : null;
        }

        if (!Spans().IsMatch(text))
        {
            return null;
        }

        var seconds = SpanPart().Matches(text).Sum(part => double.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * part.Groups[2].Value.ToLowerInvariant() switch
        {
            "d" or "day" or "days" or "天" => 86_400,
            "h" or "hour" or "hours" or "小時" => 3_600,
            "m" or "min" or "minute" or "minutes" or "分" or "分鐘" => 60,
            _ => 1,
        });
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static long? Bytes(string text)
    {
        var match = Size().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var unit = match.Groups[2].Value.Length == 0 ? 0 : "BKMG".IndexOf(char.ToUpperInvariant(match.Groups[2].Value[0]), StringComparison.Ordinal);
        return count < 1L << 32 ? (long)(count * (1L << (10 * unit))) : count < 1L << 60 && unit == 0 ? (long)count : null;
    }

    [GeneratedRegex(@"^(\d+(\.\d+)?\s*(d|days?|h|hours?|m|min|minutes?|s|sec|seconds?|天|小時|分鐘?|秒)\s*)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Spans();

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*([a-z]+|天|小時|分鐘?|秒)", RegexOptions.IgnoreCase)]
    private static partial Regex SpanPart();

    [GeneratedRegex(@"^([\d,]+(?:\.\d+)?)\s*(b|[kmg]i?b?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
