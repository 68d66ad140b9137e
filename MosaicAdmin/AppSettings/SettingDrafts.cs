using Microsoft.Extensions.Localization;

namespace MosaicAdmin.AppSettings;

/// <summary>What stands in the fields of a group, and what saving it would change.</summary>
internal sealed class SettingDrafts(CheckSettings check, IStringLocalizer<AppSettingsText> text)
{
    private readonly Dictionary<string, SettingDraft> _drafts = [];

    public IReadOnlyCollection<SettingDraft> All => _drafts.Values;

    public bool Touched => All.Any(d => d.Touched);

    /// <summary>True when there is something to save and nothing against it.</summary>
    public bool Ready => All.Any(d => d.Differs) && All.All(d => d.Problem is null);

    public IReadOnlyList<SettingEdit> Edits => [.. All.Where(d => d.Differs).Select(d => new SettingEdit(d.Setting.Key, d.Value, d.Seen))];

    public SettingDraft this[string key] => _drafts[key];

    public string Say(ShownSetting setting, string value) => SettingValue.Say(setting.Kind, value, text);

    /// <summary>Follows the settings, but for what somebody is writing: that stays, whatever happens to the setting meanwhile.</summary>
    public void Follow(IEnumerable<ShownSetting> settings)
    {
        foreach (var setting in settings)
        {
            if (_drafts.TryGetValue(setting.Key, out var draft) && draft.Touched)
            {
                draft.Setting = setting;
            }
            else
            {
                _drafts[setting.Key] = new SettingDraft(setting, Say(setting, setting.Value));
            }
        }
    }

    /// <summary>Writes values, as configuration spells them, into the fields.</summary>
    public void Propose(IReadOnlyDictionary<string, string?> values)
    {
        foreach (var draft in All)
        {
            if (values.GetValueOrDefault(draft.Setting.Key) is { } value)
            {
                draft.Text = Say(draft.Setting, value);
            }
        }

        Look();
    }

    public void Look() => check.Look(_drafts.Values, text);

    /// <summary>Lets go of what was written.</summary>
    public void Forget(IEnumerable<string> keys) => keys.ToList().ForEach(key => _drafts.Remove(key));

    /// <summary>The changes that would stand with only this one taken back.</summary>
    public Dictionary<string, string?> Without(string key) => All.Select(d => d.Setting).Where(s => s.Key != key && s is { Change: not null, Problem: null })
        .ToDictionary(s => s.Key, s => (string?)s.Change!.Value);
}
