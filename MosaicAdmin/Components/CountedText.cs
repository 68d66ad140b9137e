using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Components;

public static class CountedText
{
    /// <summary>
    /// The text for a number of things: <c>key.One</c> for one, <c>key.Many</c> for any other number, as English has it. A language without
    /// plural forms says the same under both.
    /// </summary>
    /// <param name="more">What stands for <c>{1}</c> and on; the number is <c>{0}</c>.</param>
    public static LocalizedString Count(this IStringLocalizer text, string key, long count, params object[] more) =>
        text[count == 1 ? $"{key}.One" : $"{key}.Many", [count, .. more]];
}
