using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

public static class LiveFeature
{
    private const string Hubs = "/hubs";

    /// <summary>Registers what keeps open pages and other programs up to date.</summary>
    public static void AddLive(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<SignalTail>().AddHostedService(s => s.GetRequiredService<SignalTail>());
        services.AddSingleton<ChangeWatcher>().AddHostedService(s => s.GetRequiredService<ChangeWatcher>());
        services.AddSingleton<WatchSignals>();
        services.AddTransient<LiveNames>();
        services.On<Signal, AnnounceSignal>();
        services.AddSignalR();
        if (builder.Configuration.GetSection(RedisOptions.Section).Get<RedisOptions>() is { Mode: RedisMode.External })
        {
            services.AddSingleton<RedisLiveBridge>().AddHostedService(s => s.GetRequiredService<RedisLiveBridge>());
            services.On<Signal, RedisLiveBridge>();
        }
    }

    /// <summary>
    /// Lets a browser's WebSocket, which cannot send headers, bring its token as SignalR's clients do: in <c>access_token</c>.
    /// Goes before whoever asks for the token.
    /// </summary>
    public static void UseLive(this IApplicationBuilder app) =>
        app.UseWhen(c => c.Request.Path.StartsWithSegments(Hubs), hubs => hubs.Use((context, next) =>
        {
            if (context.Request.Query["access_token"] is [{ Length: > 0 } token] && context.Request.Headers.Authorization.Count == 0)
            {
                context.Request.Headers.Authorization = $"Bearer {token}";
            }

            return next(context);
        }));

    /// <summary>Maps the hub other programs watch signals at.</summary>
    public static void MapLive(this IEndpointRouteBuilder app) => app.MapHub<SignalsHub>($"{Hubs}/signals");
}
