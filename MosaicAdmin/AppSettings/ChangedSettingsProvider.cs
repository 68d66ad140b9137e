namespace MosaicAdmin.AppSettings;

/// <summary>Settings that were changed while the app runs, above files, environment and command line.</summary>
internal sealed class ChangedSettingsProvider : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Has these values stand, and whoever follows settings read them again. Nothing happens when they stand already.</summary>
    public void Put(IReadOnlyDictionary<string, string?> values)
    {
        if (values.Count != Data.Count || values.Any(v => !Data.TryGetValue(v.Key, out var held) || held != v.Value))
        {
            Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
            OnReload();
        }
    }

    // What stands here comes from the table alone.
    public override void Set(string key, string? value)
    {
    }
}
