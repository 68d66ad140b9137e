using Microsoft.Extensions.Diagnostics.HealthChecks;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Health;

/// <summary>Ready while the store keeps what it is given.</summary>
public sealed class StorageAnswers(ProbeStore probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await probe.Execute(cancellationToken) is { } problem ? HealthCheckResult.Unhealthy(problem.Message, problem) : HealthCheckResult.Healthy();
}
