using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

public static class LiveFeature
{
    /// <summary>Registers what keeps open pages and other programs up to date.</summary>
    public static void AddLive(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<SignalTail>().AddHostedService(s => s.GetRequiredService<SignalTail>());
        services.AddSingleton<WatchSignals>();
        services.On<Signal, AnnounceSignal>();
        services.AddSignalR();
    }

    /// <summary>Maps the hub other programs watch signals at.</summary>
    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<SignalsHub>("/hubs/signals");
}
