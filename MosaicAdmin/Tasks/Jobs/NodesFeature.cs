using Quartz;

namespace MosaicAdmin.Tasks;

internal static class NodesFeature
{
    /// <summary>Registers what each node tells of itself, and the pause all of them follow.</summary>
    public static void AddNodes(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CountMisfires>();
        services.AddQuartz(quartz => quartz.AddTriggerListener(s => s.GetRequiredService<CountMisfires>(), []));
        services.AddSingleton<FollowPause>();
        services.AddSingleton<NodeReporter>().AddHostedService(s => s.GetRequiredService<NodeReporter>());
        services.AddSingleton<ReadPause>();
        services.AddScoped<PauseTasks>();
        services.AddScoped<ResumeTasks>();
    }
}
