using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Health;

/// <summary>How all parts do and which invariants hold.</summary>
public sealed record HealthCheck(HealthReport Parts, IReadOnlyList<Finding> Invariants);

/// <summary>Why somebody repairs; kept in the audit.</summary>
public sealed record WhyRepaired(string? Reason = null);

/// <summary>The health check over HTTP.</summary>
internal static class HealthEndpoints
{
    public static void MapHealthCheck(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/api/v1/health-check").WithTags("Health").RequireAuthorization(Roles.Admin).RequireAntiforgeryForCookies();
        health.MapGet("/", Read).WithSummary("How all parts do and which invariants hold; with fresh=true looked at now.");
        health.MapPost("/{id}/repair", Repair).WithSummary("Puts right what breaks an invariant.");
    }

    private static async Task<HealthCheck> Read(
        ClaimsPrincipal user, ReadHealth read, CheckInvariants check, CancellationToken cancellationToken, bool fresh = false) =>
        new(await read.Execute(user, cancellationToken), await check.Execute(user, fresh, cancellationToken));

    private static Task<Repaired> Repair(string id, WhyRepaired? why, ClaimsPrincipal user, RepairInvariant repair, CancellationToken cancellationToken) =>
        repair.Execute(user, id, why?.Reason, cancellationToken);
}
