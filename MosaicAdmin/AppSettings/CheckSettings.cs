namespace MosaicAdmin.AppSettings;

/// <summary>Says, by the rules of the start, which changed settings can stand above what files and environment say.</summary>
public sealed class CheckSettings(IConfiguration configuration, IEnumerable<SettingsSection> sections)
{
    private readonly IReadOnlyList<SettingsSection> _sections = [.. sections];

    /// <summary>The section in which this setting may change; null when it is fixed from the start on, or unknown.</summary>
    public SettingsSection? SectionOf(string key) => _sections.FirstOrDefault(s => s.Changeable.Any(name => $"{s.Name}:{name}" == key));

    /// <summary>The options as they would be with <paramref name="changes"/> on top.</summary>
    /// <exception cref="SettingException">They cannot be.</exception>
    public object Read(SettingsSection section, IReadOnlyDictionary<string, string?> changes)
    {
        var values = configuration.GetSection(section.Name).AsEnumerable().Select(v => v.Key).Where(key => !changes.ContainsKey(key))
            .Select(key => KeyValuePair.Create(key, configuration.Beneath(key).Value))
            .Concat(changes.Where(c => c.Key.StartsWith($"{section.Name}:", StringComparison.Ordinal)));
        return section.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    /// <summary>What keeps <paramref name="changes"/> from standing; null when nothing does.</summary>
    public SettingException? Problem(IReadOnlyDictionary<string, string?> changes)
    {
        try
        {
            foreach (var section in changes.Keys.Select(SectionOf).OfType<SettingsSection>().Distinct())
            {
                Read(section, changes);
            }

            return null;
        }
        catch (SettingException problem)
        {
            return problem;
        }
    }

    /// <summary>Lets those stand that can, each tried on those before it, so that one bad row costs no other.</summary>
    public (Dictionary<string, string?> Held, Dictionary<string, SettingException> Problems) Sort(IEnumerable<ChangedSetting> changes)
    {
        var held = new Dictionary<string, string?>(StringComparer.Ordinal);
        var problems = new Dictionary<string, SettingException>(StringComparer.Ordinal);
        foreach (var change in changes.OrderBy(c => c.ChangedAt))
        {
            var problem = SectionOf(change.Key) is null
                ? new SettingException(change.Key, change.Value, "is no setting that can be changed here")
                : Problem(new Dictionary<string, string?>(held) { [change.Key] = change.Value });
            if (problem is null)
            {
                held[change.Key] = change.Value;
            }
            else
            {
                problems[change.Key] = problem;
            }
        }

        return (held, problems);
    }
}
