using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Tries again what a task did not bring to an end, by a new publish that is due now.</summary>
public sealed class RetryTask(IDbContextFactory<MosaicDb> databases, ForceWindow force, SendTask send, WindowTask windowTask, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">The task has not ended badly.</exception>
    /// <returns>The task that does it.</returns>
    public async Task<Guid> Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var run = await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken)
            ?? throw new NotFoundException("There is no such task.");
        if (run.State is not (TaskState.Failed or TaskState.Rejected or TaskState.Unknown or TaskState.Cancelled or TaskState.Lost or TaskState.Expired or TaskState.Retrying))
        {
            throw new ActRefusedException($"This task is {run.State.Spelled()}; only one that did not succeed can be tried again.");
        }

        return run.Name == windowTask.Name || run.State == TaskState.Retrying
            ? (await force.Execute(user, run.SubjectId, reason, cancellationToken)).TaskId
            : await send.Execute(user, new NewTask(run.Name, run.Arguments, Again: run.Id), cancellationToken);
    }
}
