using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Takes back the cancel of a waiting task, for ten seconds by the database's clock: a new task is published in its place, due when it was,
/// held or forced as it was.
/// </summary>
public sealed class UndoCancel(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    /// <summary>Cancelling many takes its time before an undo can be offered, and so does taking them back.</summary>
    public static readonly TimeSpan WithinOfMany = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>What the audit row of a cancel says of the task that waited; null when none did.</summary>
    internal static string? Note(Window window) => window.Standing is { } standing ? JsonSerializer.Serialize(standing, Json) : null;

    /// <returns>The task that takes the cancelled one's place.</returns>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It was not cancelled while it waited, too long ago, or something newer was asked for since.</exception>
    public async Task<Guid> Execute(ClaimsPrincipal user, Guid taskId, CancellationToken cancellationToken, bool ofMany = false)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var (subject, restored) = await lane.Run(
            async (write, ct) =>
            {
                var run = await WindowKeeper.Existing(write, taskId, ct);
                var standing = await Undoable(write, run, ofMany ? WithinOfMany : Within, ct);
                write.Audit(actor.Name, "task.undo", taskId);
                var window = await keeper.Restore(write, run, standing, actor.Name, ct);
                return (window.SubjectId, window.TaskId!.Value);
            },
            cancellationToken);
        alarm.Ring(subject);
        return restored;
    }

    private static async Task<Standing> Undoable(Write write, TaskRun run, TimeSpan within, CancellationToken cancellationToken)
    {
        if (run is not { State: TaskState.Cancelled, SupersededBy: null, EndedAt: { } ended })
        {
            throw new ActRefusedException(run.State is TaskState.Cancelled
                ? "This cancel has been undone, or the task tried again, already."
                : $"This task is {run.State.Spelled()}; only one that was cancelled while it waited can be brought back.");
        }

        if (write.Now - ended > within)
        {
            throw new ActRefusedException($"It was cancelled more than {(within == Within ? "ten seconds" : "two minutes")} ago. Try it again instead.");
        }

        // The cancel's own audit row, written in the transaction that ended the task.
        var (id, subject) = (run.Id.ToString(), run.SubjectId.ToString());
        var note = await write.Db.Audit
            .Where(a => a.At == ended && a.Data != null && ((a.Act == "task.cancel" && a.Subject == id) || (a.Act == "mosaic.cancel" && a.Subject == subject)))
            .Select(a => a.Data)
            .FirstOrDefaultAsync(cancellationToken);
        return note is null
            ? throw new ActRefusedException("It was not cancelled while it waited, so there is nothing to bring back. Try it again instead.")
            : JsonSerializer.Deserialize<Standing>(note, Json)!;
    }
}
