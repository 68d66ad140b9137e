using MosaicAdmin.Tasks;

namespace MosaicAdmin.AppSettings;

/// <summary>A setting was changed or taken back.</summary>
public sealed record SettingsChanged : Signal;
