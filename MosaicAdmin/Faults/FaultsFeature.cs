namespace MosaicAdmin.Faults;

public static class FaultsFeature
{
    /// <summary>Registers the points at which tests stop the process.</summary>
    /// <exception cref="SettingException">One is armed, or named that does not exist, outside a developer's machine.</exception>
    public static void AddFaults(this IHostApplicationBuilder builder)
    {
        var options = builder.AddSettings<FaultOptions>(FaultOptions.Section);
        if (options.At != FaultPoint.None && !builder.Environment.IsDevelopment())
        {
            throw new SettingException($"{FaultOptions.Section}:{nameof(FaultOptions.At)}", options.At.ToString(), "stops the app for tests, in Development only");
        }

        builder.Services.AddSingleton<FaultPoints>();
    }
}
