using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>One run from beginning to end: take, body, end. What its signals tell is written with each of the three.</summary>
public abstract class TaskJob(TaskLifecycle lifecycle) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var subject = Guid.Parse(context.MergedJobDataMap.GetString(Alarm.Subject)!);
        if (await lifecycle.Take(subject, context.FireInstanceId) is not { } claim)
        {
            return;
        }

        using var limit = lifecycle.Limit();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await lifecycle.Close(claim, await Run(claim, stop.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await lifecycle.Stop(claim);
        }
        catch (Exception error)
        {
            await lifecycle.Fail(claim, error, timedOut: limit.IsCancellationRequested);
            throw new JobExecutionException(error);
        }
    }

    /// <summary>Does the work. May be run again for the same playlist; what it returns is committed only if the claim still holds.</summary>
    protected abstract Task<TaskResult> Run(Claim claim, CancellationToken cancellationToken);
}
