using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Lets a task go that came to a bad end and that nobody will try again: it keeps its state, and its playlist is not marked failed for it any more.</summary>
public sealed class DropTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <summary>States whose tasks are left lying for an admin.</summary>
    internal static readonly TaskState[] Parked = [TaskState.Failed, TaskState.Rejected, TaskState.Unknown, TaskState.Lost];

    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It has not ended badly, is dropped already, or another task does it again.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var subject = await lane.Run(
            async (write, ct) =>
            {
                var run = await WindowKeeper.Existing(write, taskId, ct);
                if (Problem(run) is { } problem)
                {
                    throw new ActRefusedException(problem);
                }

                (run.DroppedAt, run.DroppedBy) = (write.Now, actor.Name);
                write.Audit(actor.Name, "task.drop", taskId, reason);
                await keeper.Drop(write, run, ct);
                return run.SubjectId;
            },
            cancellationToken);
        alarm.Ring(subject);
    }

    private static string? Problem(TaskRun run) =>
        !Parked.Contains(run.State) ? $"This task is {run.State.Spelled()}; only one that failed or was rejected, unknown or lost can be dropped."
        : run.DroppedAt is not null ? $"{run.DroppedBy} has dropped it already."
        : run.SupersededBy is not null ? "Another task does it again, so there is nothing to drop."
        : null;
}
