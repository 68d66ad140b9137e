namespace MosaicAdmin.AppSettings;

public static class AppSettingsFeature
{
    /// <summary>Registers settings that can be changed while the app runs. Before any setting is read; nothing stands above them.</summary>
    public static void AddAppSettings(this IHostApplicationBuilder builder)
    {
        var provider = new ChangedSettingsProvider();
        builder.Configuration.Add(provider);
        var services = builder.Services;
        services.AddSingleton(provider);
        services.AddSingleton<CheckSettings>();
        services.AddSingleton<FollowSettings>();
        services.AddSingleton<SettingsWatcher>().AddHostedService(s => s.GetRequiredService<SettingsWatcher>());
        services.AddScoped<ListSettings>();
        services.AddScoped<ChangeSettings>();
    }
}
