namespace MosaicAdmin.AppSettings;

/// <summary>Somebody else changed the setting since it was looked at. Nothing was saved.</summary>
/// <param name="key">The setting.</param>
/// <param name="change">How it stands now; null when it was taken back.</param>
public sealed class SettingConflictException(string key, ChangedSetting? change) : Exception($"{key} was changed meanwhile.")
{
    public string Key => key;

    public ChangedSetting? Change => change;
}
