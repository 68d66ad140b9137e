using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Lets tasks go on; what fell due meanwhile runs at once.</summary>
public sealed class ResumeTasks(WriterLane lane, FollowPause follow, Permissions permissions, SignalDispatcher signals)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">Tasks are not paused.</exception>
    public async Task Execute(ClaimsPrincipal user, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                // Two nodes may have paused at the same moment; one resume ends both.
                var open = await write.Db.Pauses.Where(p => p.ResumedAt == null).ToListAsync(ct);
                if (open.Count == 0)
                {
                    throw new ActRefusedException("Tasks are not paused.");
                }

                foreach (var pause in open)
                {
                    (pause.ResumedAt, pause.ResumedBy, pause.ResumeReason) = (write.Now, actor.Name, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
                    write.Audit(actor.Name, "tasks.resume", pause.Id, reason);
                }

                write.AfterCommit(() => signals.Send(new PauseChanged()));
                return await write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
        await follow.Execute(CancellationToken.None);
    }
}
