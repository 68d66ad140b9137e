namespace MosaicAdmin.Tasks;

/// <summary>Does one small thing over and over. A bad turn is logged, and the next one comes as usual.</summary>
public abstract partial class Poller(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    private volatile PeriodicTimer? _timer;

    public abstract Task Poll(CancellationToken cancellationToken);

    /// <summary>Goes on at another pace, counted from now.</summary>
    protected void TurnEvery(TimeSpan other) => _timer?.Period = other;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = _timer = new PeriodicTimer(interval, time);
        do
        {
            try
            {
                await Poll(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogBadTurn(error, GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "{Poller} had a bad turn")]
    private partial void LogBadTurn(Exception error, string poller);
}
