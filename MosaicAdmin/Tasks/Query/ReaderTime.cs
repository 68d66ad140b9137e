using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>When and where a query is read: what <c>today</c>, <c>2h</c> and <c>2026-11-01</c> mean in it.</summary>
public sealed record ReaderTime(DateTimeOffset Now, TimeZoneInfo Zone)
{
    private static readonly string[] Local = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] Exact = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="zone">An IANA name, as browsers give it; UTC when null.</param>
    /// <exception cref="FormatException">There is no such zone.</exception>
    public static ReaderTime Of(string? zone, TimeProvider time) =>
        new(time.GetUtcNow(), string.IsNullOrWhiteSpace(zone) ? TimeZoneInfo.Utc
            : TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found
            : throw new FormatException($"zone = \"{zone}\" cannot be used: it must be a time zone such as Europe/Berlin."));

    /// <summary>The moment <paramref name="text"/> names; null when it names none.</summary>
    public DateTimeOffset? Read(string text)
    {
        var today = TimeZoneInfo.ConvertTime(Now, Zone).Date;
        return text.ToLowerInvariant() switch
        {
            "now" => Now,
            "today" => Here(today),
            "yesterday" => Here(today.AddDays(-1)),
            _ when Ago(text) is { } ago => ago,
            _ when TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) => Here(today.Add(clock.ToTimeSpan())),
            _ when DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) => Here(local),
            _ when DateTimeOffset.TryParseExact(text, Exact, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) => exact.ToUniversalTime(),
            _ => null,
        };
    }

    private DateTimeOffset? Ago(string text) => SpanText.Read(text) is { } span && char.IsAsciiLetter(text[^1]) && span < Now - DateTimeOffset.UnixEpoch ? Now - span : null;

    private DateTimeOffset? Here(DateTime local) => local.Year is > 1 and < 9999 ? new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime() : null;
}
