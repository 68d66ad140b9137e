using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace MosaicAdmin.AppSettings;

/// <summary>How the value of a setting is written.</summary>
public enum SettingKind
{
    Text,
    Number,
    Money,
    Bytes,
    Span,
}

internal static class SettingKinds
{
    public static SettingKind Of(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(TimeSpan) => SettingKind.Span,
        var type when type == typeof(decimal) => SettingKind.Money,
        var type when type == typeof(long) && property.Name.EndsWith("Bytes", StringComparison.Ordinal) => SettingKind.Bytes,
        var type when type == typeof(long) || type == typeof(int) => SettingKind.Number,
        _ => SettingKind.Text,
    };

    /// <summary>The least and the most it may be, as configuration spells them; null where it has no such bounds.</summary>
    public static (string Least, string Most)? Bounds(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? (Spelled(range.Minimum), Spelled(range.Maximum))
        : null;

    private static string Spelled(object bound) => FormattableString.Invariant($"{bound}");
}
