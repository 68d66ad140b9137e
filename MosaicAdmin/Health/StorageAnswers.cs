using Microsoft.Extensions.Diagnostics.HealthChecks;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Health;

/// <summary>Ready while the object store answers.</summary>
public sealed class StorageAnswers(IFileStore files) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await files.Exists("health/probe", cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
