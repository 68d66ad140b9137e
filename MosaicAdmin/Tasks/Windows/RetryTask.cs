using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Tries again what a task did not bring to an end, by a new publish that is due now. One that was dropped may still be tried again.</summary>
public sealed class RetryTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, WindowTask windowTask, Permissions permissions)
{
    /// <summary>States that did not bring the work to an end.</summary>
    internal static readonly TaskState[] Undone =
        [TaskState.Failed, TaskState.Rejected, TaskState.Unknown, TaskState.Cancelled, TaskState.Lost, TaskState.Expired, TaskState.Retrying];

    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">The task has not ended badly, or another does it again.</exception>
    /// <returns>The task that does it.</returns>
    public async Task<Guid> Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var (subject, task) = await lane.Run(
            async (write, ct) =>
            {
                var run = await WindowKeeper.Existing(write, taskId, ct);
                if (Problem(run) is { } problem)
                {
                    throw new ActRefusedException(problem);
                }

                write.Audit(actor.Name, "task.retry", taskId, reason);
                return await Publish(write, run, actor.Name, reason, ct);
            },
            cancellationToken);
        alarm.Ring(subject);
        return task;
    }

    private async Task<(Guid Subject, Guid Task)> Publish(Write write, TaskRun run, string by, string? reason, CancellationToken cancellationToken)
    {
        if (run.Name != windowTask.Name && run.State != TaskState.Retrying)
        {
            var sent = await keeper.Send(write, new NewTask(run.Name, run.Arguments, Again: run.Id), by, cancellationToken);
            return (sent.SubjectId, sent.TaskId!.Value);
        }

        var window = await WindowKeeper.Find(write, run.SubjectId, cancellationToken) ?? throw new NotFoundException("There is no such playlist.");
        var touched = await keeper.Force(write, window, by, reason, again: run.State.IsEnd() ? run : null, cancellationToken);
        return (run.SubjectId, touched.TaskId);
    }

    private static string? Problem(TaskRun run) =>
        !Undone.Contains(run.State) ? $"This task is {run.State.Spelled()}; only one that did not succeed can be tried again."
        : run.SupersededBy is { } again ? $"Task {again} does it again already."
        : null;
}
