using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Puts right what breaks an invariant, through the parts that would have done it in time.</summary>
public sealed class RepairInvariant(Permissions permissions, Invariants invariants, WriterLane lane)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="NotFoundException">There is no such invariant.</exception>
    /// <exception cref="ActRefusedException">It cannot be repaired, or cannot be looked at now.</exception>
    public async Task<Repaired> Execute(ClaimsPrincipal user, string id, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var invariant = invariants.Named(id) ?? throw new NotFoundException($"There is no invariant {id}.");
        if (!invariant.CanRepair)
        {
            throw new ActRefusedException("What breaks this invariant cannot be put right afterwards.");
        }

        try
        {
            var repaired = await invariant.Repair(actor.Name, cancellationToken);

            // What is done is done: it is recorded whether or not the one who asked still waits.
            await lane.Run(
                (write, ct) =>
                {
                    write.Audit(actor.Name, "health.repair", id, reason, AuditData.Json(repaired));
                    return write.Db.SaveChangesAsync(ct);
                },
                CancellationToken.None);
            return repaired;
        }
        catch (CannotLookException problem)
        {
            throw new ActRefusedException(problem.Message);
        }
    }
}
