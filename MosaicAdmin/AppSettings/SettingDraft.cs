namespace MosaicAdmin.AppSettings;

/// <summary>What stands in the field of a setting.</summary>
/// <param name="setting">The setting as it was when its field was last left alone.</param>
public sealed class SettingDraft(ShownSetting setting, string text)
{
    private readonly string _from = text;

    public ShownSetting Setting { get; set; } = setting;

    /// <summary>The change that stood when the edit began, by which a change of somebody else meanwhile is found out.</summary>
    public string? Seen { get; set; } = setting.Change?.Value;

    public string Text { get; set; } = text;

    public bool Touched => Text != _from;

    /// <summary>As configuration spells it; null when it cannot be read.</summary>
    public string? Value => SettingValue.Parse(Setting.Kind, Text);

    /// <summary>Why it cannot be saved.</summary>
    public string? Problem { get; set; }

    /// <summary>What it would not do, though it can be saved.</summary>
    public string? Warning { get; set; }

    /// <summary>True when there is something to save.</summary>
    public bool Differs => Touched && Value is { } value && value != Setting.Value;
}
