using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>
/// The only Quartz job: one run of whichever task is due, from beginning to end. Take, body, end; what their signals tell is written with
/// each of the three. What goes wrong outside the body is an internal error, never the body's failure.
/// </summary>
public sealed class RunTask(TaskLifecycle lifecycle, CancelDelivery delivery, KeepRunLines lines, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var subject = Guid.Parse(context.MergedJobDataMap.GetString(Alarm.Subject)!);
        if (await lifecycle.Take(subject, context.FireInstanceId) is not { } order)
        {
            return;
        }

        try
        {
            var body = order.Type.Make(services);
            if (await Work(order, body, cancellationToken) is { } result)
            {
                await lifecycle.Close(order.Claim, result);
            }
        }
        catch (Exception error) when (error is not JobExecutionException)
        {
            await lifecycle.Break(order.Claim, error);
            throw new JobExecutionException(error);
        }
    }

    /// <summary>Null when the body was stopped or refused its message.</summary>
    private async Task<TaskResult?> Work(Order order, RunBody body, CancellationToken cancellationToken)
    {
        using var told = delivery.Watch(order.Claim, cancellationToken);
        using var limit = lifecycle.Limit();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await lines.Follow(order.Claim, () => body(order.Claim, order.Arguments, stop.Token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await lifecycle.Stop(order.Claim);
            return null;
        }
        catch (TaskRejectedException error)
        {
            await lifecycle.Reject(order.Claim, error.Message);
            return null;
        }
        catch (Exception error)
        {
            await lifecycle.Fail(order.Claim, error, timedOut: limit.IsCancellationRequested);
            throw new JobExecutionException(error);
        }
    }
}
