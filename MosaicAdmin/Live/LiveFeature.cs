using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

public static class LiveFeature
{
    /// <summary>Registers the in-process feed that open pages listen to.</summary>
    public static void AddLive(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveFeed>();
        builder.Services.On<Signal, AnnounceSignal>();
    }
}
