using Microsoft.Extensions.Configuration.Json;
using MosaicAdmin.AppSettings;

namespace MosaicAdmin;

public static class SettingSources
{
    private const string FileName = "appsettings.Development.json";

    /// <summary>Adds what the host does not know of: the file of Development, and what admins change while the app runs.</summary>
    public static void AddSettingSources(this WebApplicationBuilder builder)
    {
        builder.AddDevelopmentSettings();
        builder.AddAppSettings();
    }

    /// <summary>
    /// Reads <c>appsettings.Development.json</c>, which lies at the repository's root and not where the host looks for it.
    /// It takes the place of the host's own files, so user secrets, environment variables and arguments still win.
    /// </summary>
    public static void AddDevelopmentSettings(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            return;
        }

        var file = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, FileName), Optional = true };
        file.ResolveFileProvider();
        var sources = builder.Configuration.Sources;
        var last = sources.Select((source, at) => (source, at))
            .LastOrDefault(s => s.source is JsonConfigurationSource { Path: not null } json && json.Path.StartsWith("appsettings", StringComparison.Ordinal), (null!, -1));
        sources.Insert(last.Item2 + 1, file);
    }
}
