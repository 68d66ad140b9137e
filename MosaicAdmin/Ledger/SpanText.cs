using System.Globalization;
using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Ledger;

/// <summary>A length of time as the ledger says it: <c>12 s</c>, <c>15 min</c>, <c>3.5 h</c>.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan span, IStringLocalizer<LedgerText> text) => span switch
    {
        { TotalSeconds: < 59.5 } => text["Span.Seconds", Said(span.TotalSeconds, span.TotalSeconds < 10 ? "0.#" : "0")],
        { TotalMinutes: < 119.5 } => text["Span.Minutes", Said(span.TotalMinutes, span.TotalMinutes < 10 ? "0.#" : "0")],
        _ => text["Span.Hours", Said(span.TotalHours, "0.#")],
    };

    private static string Said(double number, string format) => number.ToString(format, CultureInfo.CurrentCulture);
}
