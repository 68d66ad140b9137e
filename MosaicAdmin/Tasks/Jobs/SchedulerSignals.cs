using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>
/// What only Quartz sees: a firing whose job it could not even make. The task it was for is told an internal error, and is published again.
/// The error that Quartz raises beside every failing body is left out: that body's own signals have told it.
/// </summary>
public sealed partial class SchedulerSignals(TaskLifecycle lifecycle, ILogger<SchedulerSignals> logger) : ISchedulerListener
{
    public async ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext errorContext, CancellationToken cancellationToken = default)
    {
        if (errorContext is not { Exception: JobInstantiationException error, TriggerKey: { Group: Alarm.Group } trigger }
            || !Guid.TryParse(trigger.Name, out var subject))
        {
            return;
        }

        try
        {
            await lifecycle.BreakUnmade(subject, errorContext.FireInstanceId ?? "", error);
        }
        catch (Exception unwritten)
        {
            // A listener that throws would stop the scheduler's thread; the sweeper finds the window.
            LogNotTold(unwritten, subject);
        }
    }

    [LoggerMessage(LogLevel.Error, "The internal error of {SubjectId} could not be recorded")]
    private partial void LogNotTold(Exception error, Guid subjectId);
}
