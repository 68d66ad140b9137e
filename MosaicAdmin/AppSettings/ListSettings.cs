using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.AppSettings;

/// <summary>A setting an admin may change.</summary>
/// <param name="Value">What holds now, as configuration spells it.</param>
/// <param name="Beneath">What it goes back to, the default included.</param>
/// <param name="Change">Who changed it, and to what; null while nobody has.</param>
/// <param name="Problem">Why the change does not stand; null when it does.</param>
public sealed record ShownSetting(
    string Key, SettingKind Kind, string Value, string Default, SettingBeneath Beneath, (string Least, string Most)? Bounds, ChangedSetting? Change, SettingException? Problem);

/// <summary>A setting that is fixed from the start on. <paramref name="Value"/> is null where none is set, or where it is a secret.</summary>
public sealed record FixedSetting(string Key, string? Value, bool Hidden, SettingBeneath From);

/// <summary>All settings, in the order of their sections.</summary>
/// <param name="Strays">Keys of changes that this version has no setting for.</param>
public sealed record SettingsList(IReadOnlyList<ShownSetting> Changeable, IReadOnlyList<FixedSetting> Fixed, IReadOnlyList<string> Strays);

/// <summary>Reads all settings, what they are and who says so.</summary>
public sealed class ListSettings(
    IConfiguration configuration, IEnumerable<SettingsSection> sections, CheckSettings check, IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    private static readonly string[] Connections = ["ConnectionStrings:Database", "ConnectionStrings:Redis"];
    private static readonly string[] Secrets = ["Secret", "SecretKey", "AccessKey", "ApiToken", "Password", "Url"];

    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    public async Task<SettingsList> Execute(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changes = await db.ChangedSettings.AsNoTracking().ToListAsync(cancellationToken);
        var (held, problems) = check.Sort(changes);
        var changeable =
            from section in sections.Where(s => s.Changeable.Count > 0)
            from name in section.Changeable
            let property = section.Type.GetProperty(name)!
            let key = $"{section.Name}:{name}"
            let start = Spelled(property.GetValue(Activator.CreateInstance(section.Type)))!
            let beneath = configuration.Beneath(key)
            select new ShownSetting(
                key, SettingKinds.Of(property), held.GetValueOrDefault(key) ?? beneath.Value ?? start, start, beneath with { Value = beneath.Value ?? start },
                SettingKinds.Bounds(property), changes.Find(c => c.Key == key), problems.GetValueOrDefault(key));
        var others = sections.SelectMany(s => Properties(s.Name, s.Type, s.Changeable)).Concat(Connections.Select(key => Fixed(key, null)));
        return new SettingsList(
            [.. changeable], [.. others.DistinctBy(s => s.Key).OrderBy(s => s.Key, StringComparer.Ordinal)], [.. problems.Keys.Where(key => check.SectionOf(key) is null)]);
    }

    private IEnumerable<FixedSetting> Properties(string path, Type type, IReadOnlyCollection<string> except)
    {
        var start = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(p => (p.CanWrite || IsList(p.PropertyType)) && !except.Contains(p.Name)))
        {
            var (key, value) = ($"{path}:{property.Name}", property.GetValue(start));
            if (value?.GetType() is { IsClass: true } nested && nested.Assembly == type.Assembly)
            {
                foreach (var inner in Properties(key, nested, []))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return Fixed(key, Spelled(value));
            }
        }
    }

    private FixedSetting Fixed(string key, string? start)
    {
        var (hidden, said) = (Connections.Contains(key) || Secrets.Contains(key[(key.LastIndexOf(':') + 1)..]), configuration.Beneath(key));
        if (said.Value is null && configuration.GetSection(key).GetChildren().ToList() is { Count: > 0 } list)
        {
            said = configuration.Beneath(list[0].Path) with { Value = string.Join(", ", list.Select(item => item.Value)) };
        }

        var value = said.Value ?? start;
        return new FixedSetting(key, hidden || string.IsNullOrEmpty(value) ? null : value, hidden && !string.IsNullOrEmpty(value), said with { Value = null });
    }

    private static string? Spelled(object? value) => value is null || IsList(value.GetType()) ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable));
}
