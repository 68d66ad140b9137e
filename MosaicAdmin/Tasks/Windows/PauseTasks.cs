using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Has no node begin a run until tasks are resumed. What runs comes to its end; what is uploaded waits.</summary>
public sealed class PauseTasks(WriterLane lane, FollowPause follow, Permissions permissions, SignalDispatcher signals)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">Tasks are paused already.</exception>
    public async Task Execute(ClaimsPrincipal user, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                if (await write.Db.Pauses.AnyAsync(p => p.ResumedAt == null, ct))
                {
                    throw new ActRefusedException("Tasks are paused already.");
                }

                var pause = new Pause { At = write.Now, By = actor.Name, Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() };
                write.Db.Pauses.Add(pause);
                write.Audit(actor.Name, "tasks.pause", pause.Id, reason);
                write.AfterCommit(() => signals.Send(new PauseChanged()));
                return await write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
        await follow.Execute(CancellationToken.None);
    }
}
