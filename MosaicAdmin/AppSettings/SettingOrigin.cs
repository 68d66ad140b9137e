using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace MosaicAdmin.AppSettings;

/// <summary>Who says what a setting is.</summary>
public enum SettingOrigin
{
    Default,
    File,
    Environment,
    CommandLine,
    Program,
}

/// <summary>What stands beneath a change: what the setting goes back to when it is taken back.</summary>
/// <param name="Value">Null where nobody says anything and the default holds.</param>
/// <param name="File">Its name, where a file says it.</param>
public sealed record SettingBeneath(string? Value, SettingOrigin Origin, string? File = null);

internal static class SettingOrigins
{
    /// <summary>What a key says where no change stands above it.</summary>
    public static SettingBeneath Beneath(this IConfiguration configuration, string key) =>
        Find(configuration, key) ?? new SettingBeneath(null, SettingOrigin.Default);

    private static SettingBeneath? Find(IConfiguration configuration, string key)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner })
            {
                if (Find(inner, key) is { } found)
                {
                    return found;
                }
            }
            else if (provider is not ChangedSettingsProvider && provider.TryGet(key, out var value) && value is not null)
            {
                return Said(provider, value);
            }
        }

        return null;
    }

    private static SettingBeneath Said(IConfigurationProvider provider, string value) => provider switch
    {
        JsonConfigurationProvider file => new(value, SettingOrigin.File, Path.GetFileName(file.Source.Path)),
        EnvironmentVariablesConfigurationProvider => new(value, SettingOrigin.Environment),
        CommandLineConfigurationProvider => new(value, SettingOrigin.CommandLine),
        _ => new(value, SettingOrigin.Program),
    };
}
