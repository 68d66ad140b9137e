using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MosaicAdmin.Health;

public static class HealthFeature
{
    private const string Ready = "ready";

    /// <summary>
    /// Registers what <c>/health/ready</c> asks (Redis is not among it: nothing waits for it), the collector of what is left over, what has the
    /// mosaics made that the store failed, and the health check.
    /// </summary>
    public static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<CollectOptions>(
            CollectOptions.Section, nameof(CollectOptions.Every), nameof(CollectOptions.Grace), nameof(CollectOptions.Orphans), nameof(CollectOptions.Receipts));
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseAnswers>("database", tags: [Ready])
            .AddCheck<StorageAnswers>("storage", tags: [Ready]);
        builder.Services.AddSingleton<FindLeftovers>();
        builder.Services.AddSingleton<CollectLeftovers>();
        builder.Services.AddHostedService<LeftoverCollector>();
        builder.AddInvariants();
        builder.Services.AddSingleton<PublishAgain>();
        builder.Services.AddHostedService<StorageHealer>();
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can take uploads. One word each. And the health check.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
        app.MapHealthCheck();
    }
}
