using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>The middle moment of a cancel: its run was told to stop. A small write of its own, which the run does not wait for.</summary>
public sealed partial class CancelDelivery(WriterLane lane, SignalDispatcher dispatcher, ILogger<CancelDelivery> logger)
{
    /// <summary>Records the delivery as soon as <paramref name="interrupted"/> fires; dispose it when the body is over.</summary>
    public IDisposable Watch(Claim claim, CancellationToken interrupted) =>
        interrupted.Register(() => _ = Tell(claim.TaskId, claim.SubjectId));

    /// <summary>Records that the run was told now, unless it was before or nobody asked.</summary>
    public async Task Tell(Guid taskId, Guid subjectId)
    {
        try
        {
            await lane.Run(
                async (write, ct) =>
                {
                    write.AfterCommit(() => dispatcher.Send(new WindowChanged(subjectId)));
                    return await Note(write, taskId, ct);
                },
                CancellationToken.None);
        }
        catch (Exception error)
        {
            // Nobody waits for it, and the run is told all the same.
            LogNotNoted(error, taskId);
        }
    }

    internal static Task<int> Note(Write write, Guid taskId, CancellationToken cancellationToken) => write.Db.Tasks
        .Where(t => t.Id == taskId && t.CancelAskedAt != null && t.CancelDeliveredAt == null)
        .ExecuteUpdateAsync(t => t.SetProperty(run => run.CancelDeliveredAt, write.Now), cancellationToken);

    [LoggerMessage(LogLevel.Warning, "That task {TaskId} was told to stop could not be recorded")]
    private partial void LogNotNoted(Exception error, Guid taskId);
}
