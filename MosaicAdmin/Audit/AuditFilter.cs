using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MosaicAdmin.Audit;

/// <summary>Which deeds are asked for. It travels in the URL, days with the zone they are days of, so that a link shows everybody the same.</summary>
/// <param name="Actor">Part of a name.</param>
/// <param name="Act">An act, or how acts begin: <c>token.</c>.</param>
/// <param name="Subject">What was acted on, exactly.</param>
/// <param name="Text">What is said anywhere: who, on what, why, or the name of a playlist or song.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record AuditFilter(string? Actor = null, string? Act = null, string? Subject = null, string? Text = null, DateOnly? From = null, DateOnly? To = null, string? Zone = null)
{
    public const string Path = "/admin/audit";

    public bool IsEmpty => this with { Zone = null } == new AuditFilter();

    /// <summary>When the first day begins where the reader is.</summary>
    public DateTimeOffset? Since => Midnight(From);

    /// <summary>When the last day is over.</summary>
    public DateTimeOffset? Until => Midnight(To is { } day && day < DateOnly.MaxValue ? day.AddDays(1) : null);

    /// <summary>Takes what can be read and leaves the rest out.</summary>
    public static AuditFilter Parse(string? actor, string? act, string? subject, string? q, string? from, string? to, string? zone) =>
        new(Said(actor), Said(act), Said(subject), Said(q), Day(from), Day(to), Said(zone));

    /// <summary>This filter at <paramref name="path"/>, behind a row when <paramref name="before"/> is given.</summary>
    public string Address(string path, long? before = null) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["actor"] = Actor,
        ["act"] = Act,
        ["subject"] = Subject,
        ["q"] = Text,
        ["from"] = From?.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("O", CultureInfo.InvariantCulture),
        ["zone"] = From is null && To is null ? null : Zone,
        ["before"] = before?.ToString(CultureInfo.InvariantCulture),
    }.Where(pair => pair.Value is not null));

    private DateTimeOffset? Midnight(DateOnly? day)
    {
        if (day is not { } date)
        {
            return null;
        }

        var zone = Zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out var found) ? found : TimeZoneInfo.Utc;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
