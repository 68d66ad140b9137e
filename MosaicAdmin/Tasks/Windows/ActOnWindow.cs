using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>What an act is done to: a playlist's window whatever waits in it, or the window in which this one task waits.</summary>
public readonly record struct ActTarget
{
    private ActTarget(Guid id, bool isTask) => (Id, IsTask) = (id, isTask);

    public Guid Id { get; }

    public bool IsTask { get; }

    public static ActTarget Playlist(Guid id) => new(id, isTask: false);

    public static ActTarget Task(Guid id) => new(id, isTask: true);
}

/// <summary>How an admin's act on a window goes: the window is looked up in the write that changes it, the act is audited, and the alarm follows.</summary>
public sealed class ActOnWindow(WriterLane lane, Alarm alarm, Permissions permissions)
{
    /// <param name="act">Its verb in the audit.</param>
    /// <param name="change">Given the window and who acts.</param>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="NotFoundException">There is no such playlist or task.</exception>
    /// <exception cref="ActRefusedException">The task does not wait any more, or <paramref name="change"/> refuses.</exception>
    public async Task<T> Execute<T>(
        ClaimsPrincipal user, ActTarget target, string act, string? reason, Func<Write, Window, string, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var (subject, result) = await lane.Run(
            async (write, ct) =>
            {
                var window = target.IsTask
                    ? await WindowKeeper.Waiting(write, target.Id, ct)
                    : await WindowKeeper.Find(write, target.Id, ct) ?? throw new NotFoundException("There is no such playlist.");
                write.Audit(actor.Name, $"{(target.IsTask ? "task" : "mosaic")}.{act}", target.Id, reason);
                return (window.SubjectId, await change(write, window, actor.Name, ct));
            },
            cancellationToken);
        alarm.Ring(subject);
        return result;
    }
}
