using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace MosaicAdmin.Tasks;

public enum RedisState
{
    Answers,

    /// <summary>It kept failing, so it is left alone for a moment.</summary>
    Resting,

    /// <summary>It was asked and did not answer in time, or refuses to write.</summary>
    Silent,
}

/// <summary>How Redis does.</summary>
/// <param name="RoundTrip">Milliseconds from asking to the answer; null without one.</param>
public sealed record RedisPing(RedisState State, double? RoundTrip);

public sealed partial class RedisConnection
{
    /// <summary>Writes a small key that goes by itself: a server that only reads must not pass for well.</summary>
    public async Task<RedisPing> Ping(string by, CancellationToken cancellationToken)
    {
        var first = await PingOnce(by, cancellationToken);

        // One late answer of a loaded machine is not yet silence.
        return first.State is RedisState.Silent ? await PingOnce(by, cancellationToken) : first;
    }

    private async Task<RedisPing> PingOnce(string by, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        try
        {
            await _writes.ExecuteAsync(
                async stop => await (await _connecting.WaitAsync(stop)).GetDatabase().StringSetAsync("mosaic:ping", by, TimeSpan.FromSeconds(10)).WaitAsync(stop),
                cancellationToken);
            return new RedisPing(RedisState.Answers, _time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (BrokenCircuitException)
        {
            return new RedisPing(RedisState.Resting, null);
        }
        catch (Exception error) when (error is RedisException or TimeoutRejectedException or TimeoutException)
        {
            return new RedisPing(RedisState.Silent, null);
        }
    }
}
