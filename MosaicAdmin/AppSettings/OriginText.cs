using Microsoft.Extensions.Localization;

namespace MosaicAdmin.AppSettings;

internal static class OriginText
{
    /// <summary>Where a value comes from, in words.</summary>
    public static string Origin(this IStringLocalizer<AppSettingsText> text, SettingBeneath beneath) =>
        beneath.Origin is SettingOrigin.File ? beneath.File! : text[$"Origin.{beneath.Origin}"];
}
