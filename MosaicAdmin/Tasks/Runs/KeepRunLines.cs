using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Keeps what a task logs while it runs: in batches, and what is left at the latest in the commit that ends the run. Nobody waits for it, and
/// whatever goes wrong with it costs lines, never the run.
/// </summary>
public sealed partial class KeepRunLines(
    RunLog log, WriterLane lane, SignalDispatcher dispatcher, IOptions<RunLineOptions> options, TimeProvider time, ILogger<KeepRunLines> logger)
{
    private static readonly string Body = typeof(TaskBody<>).FullName!.Split('`')[0];

    /// <summary>Runs <paramref name="body"/> and keeps what is logged in it, with the exception it may throw.</summary>
    public async Task<TaskResult> Follow(Claim claim, Func<Task<TaskResult>> body)
    {
        var lines = new RunLineBuffer(options.Value, time);
        await using var timer = time.CreateTimer(_ => Write(claim, lines, last: false), null, options.Value.Flush, options.Value.Flush);
        log.Current = lines;
        try
        {
            return await body();
        }
        catch (OperationCanceledException stopped)
        {
            lines.Add(LogLevel.Information, Body, stopped.Message);
            throw;
        }
        catch (Exception error)
        {
            lines.Add(LogLevel.Error, Body, error.ToString());
            throw;
        }
        finally
        {
            log.Current = null;

            // In the lane before the run's end, which is written next: the two share a commit.
            Write(claim, lines, last: true);
        }
    }

    private void Write(Claim claim, RunLineBuffer lines, bool last)
    {
        if (lines.Take(last) is { Count: > 0 } taken)
        {
            _ = Keep(claim, taken, tell: !last);
        }
    }

    private async Task Keep(Claim claim, IReadOnlyList<LoggedLine> lines, bool tell)
    {
        try
        {
            await lane.Run((write, ct) => Add(write, claim, lines, tell, ct), CancellationToken.None);
        }
        catch (Exception error)
        {
            LogNotKept(error, lines.Count, claim.TaskId);
        }
    }

    private Task<int> Add(Write write, Claim claim, IReadOnlyList<LoggedLine> lines, bool tell, CancellationToken cancellationToken)
    {
        write.Db.RunLines.AddRange(lines.Select(line => new RunLine
        {
            TaskId = claim.TaskId,
            Attempt = claim.Attempt,
            At = line.At,
            Level = line.Level,
            Category = line.Category,
            Text = line.Text,
        }));
        if (tell)
        {
            write.AfterCommit(() => dispatcher.Send(new WindowChanged(claim.SubjectId)));
        }

        return write.Db.SaveChangesAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "{Count} lines that task {TaskId} logged could not be kept")]
    private partial void LogNotKept(Exception error, int count, Guid taskId);
}
