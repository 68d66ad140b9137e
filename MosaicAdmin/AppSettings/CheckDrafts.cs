using Microsoft.Extensions.Localization;

namespace MosaicAdmin.AppSettings;

/// <summary>Says of each field why it cannot be saved, in the reader's language, by the rules of the start.</summary>
internal static class CheckDrafts
{
    /// <returns>True when all can be saved together.</returns>
    public static bool Look(this CheckSettings check, IReadOnlyCollection<SettingDraft> drafts, IStringLocalizer<AppSettingsText> text)
    {
        foreach (var draft in drafts)
        {
            draft.Problem = draft is { Touched: true, Value: null } ? text[$"Wrong.{draft.Setting.Kind}"].Value : null;
        }

        var tried = drafts.Changes();
        while (check.Problem(tried) is { } problem)
        {
            var named = drafts.FirstOrDefault(d => d.Setting.Key == problem.Key) ?? drafts.First(d => d.Differs);
            named.Problem ??= Say(named.Setting, problem, text);
            if (!tried.Remove(named.Setting.Key))
            {
                break;
            }
        }

        Warn(drafts, text);
        return drafts.All(d => d.Problem is null);
    }

    // It is allowed, since the cap is what was promised; but whoever sets it should know that it does nothing.
    private static void Warn(IReadOnlyCollection<SettingDraft> drafts, IStringLocalizer<AppSettingsText> text)
    {
        if (Span(drafts, "Mosaic:Window") is (var draft, { } window))
        {
            draft.Warning = Span(drafts, "Mosaic:MaxWait") is (var other, { } cap) && window > cap ? text["Mosaic:Window.Capped", SettingValue.Say(other.Setting.Kind, other.Value!, text)].Value : null;
        }
    }

    private static (SettingDraft Draft, TimeSpan? Span)? Span(IEnumerable<SettingDraft> drafts, string key) => drafts.FirstOrDefault(d => d.Setting.Key == key) is { } draft
        ? (draft, TimeSpan.TryParse(draft.Value, System.Globalization.CultureInfo.InvariantCulture, out var span) ? span : null)
        : null;

    /// <summary>All changes that would stand: those of before, and what is written in the fields.</summary>
    public static Dictionary<string, string?> Changes(this IEnumerable<SettingDraft> drafts) => drafts
        .Select(d => (d.Setting.Key, Value: d.Differs ? d.Value : d.Setting.Problem is null ? d.Setting.Change?.Value : null))
        .Where(d => d.Value is not null)
        .ToDictionary(d => d.Key, d => d.Value);

    /// <summary>A rule's sentence.</summary>
    public static string Say(ShownSetting setting, SettingException problem, IStringLocalizer<AppSettingsText> text)
    {
        var own = text[$"{setting.Key}.Wrong"];
        return setting.Bounds is { } bounds && own.ResourceNotFound | problem.Problem.Contains("between", StringComparison.Ordinal)
            ? text["Wrong.Range", SettingValue.Say(setting.Kind, bounds.Least, text), SettingValue.Say(setting.Kind, bounds.Most, text)]
            : own.ResourceNotFound ? problem.Problem : own.Value;
    }
}
