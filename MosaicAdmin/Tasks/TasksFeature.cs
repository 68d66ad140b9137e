namespace MosaicAdmin.Tasks;

public static class TasksFeature
{
    /// <summary>Registers windows, job keys, alarms, signals and the scheduler.</summary>
    public static void AddTasks(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<WindowOptions>(WindowOptions.Section);
        builder.Services.AddSingleton(services => new SignalDispatcher(
            services.GetServices<SignalReceiver>(),
            services.GetRequiredService<IServiceScopeFactory>(),
            services.GetRequiredService<ILogger<SignalDispatcher>>()));
    }
}
