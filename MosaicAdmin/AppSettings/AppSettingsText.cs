namespace MosaicAdmin.AppSettings;

/// <summary>Names the texts in <c>AppSettingsText.resx</c>.</summary>
public sealed class AppSettingsText;
