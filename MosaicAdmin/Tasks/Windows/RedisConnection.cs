using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace MosaicAdmin.Tasks;

/// <summary>
/// The one connection to Redis, made in the background so that a Redis that is down delays neither start nor upload. Calls through
/// <see cref="Try{T}"/> and <see cref="TryWrite{T}"/> are short, and stop being made for a while when they keep failing.
/// </summary>
public sealed partial class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan RestAfterFailures = TimeSpan.FromSeconds(3);

    private readonly Task<ConnectionMultiplexer> _connecting;
    private readonly ResiliencePipeline _calls;
    private readonly ResiliencePipeline _writes;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RedisConnection(string connectionString, TimeProvider time, ILogger<RedisConnection> logger)
    {
        (_time, _logger) = (time, logger);
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        _connecting = ConnectionMultiplexer.ConnectAsync(options);
        _calls = Calls(time);
        _writes = Calls(time);
    }

    /// <summary>The multiplexer itself, for what is no single call, such as a subscription.</summary>
    public Task<ConnectionMultiplexer> Multiplexer => _connecting;

    /// <summary>What is wrong with a connection string; null when nothing is.</summary>
    /// <param name="overNetwork">True where others may be on the way: then it must be encrypted with a password, or loopback.</param>
    public static string? Problem(string connectionString, bool overNetwork)
    {
        try
        {
            var options = ConfigurationOptions.Parse(connectionString);
            var safe = (options.Ssl && !string.IsNullOrEmpty(options.Password)) || options.EndPoints.All(IsLoopback);
            return options.EndPoints.Count == 0 ? "names no server"
                : overNetwork && !safe ? "needs ssl=true and a password in Production, unless Redis is on this machine"
                : null;
        }
        catch (ArgumentException error)
        {
            return error.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>Makes one call; default when Redis does not answer in time. Only the caller's own cancellation is thrown.</summary>
    public Task<T?> Try<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken) => Try(_calls, call, cancellationToken);

    /// <summary>As <see cref="Try{T}"/>, for what writes: a read-only server answers all else, and must not pass for well.</summary>
    public Task<T?> TryWrite<T>(Func<IDatabase, Task<T>> call, CancellationToken cancellationToken) => Try(_writes, call, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connecting.IsCompletedSuccessfully)
        {
            await (await _connecting).DisposeAsync();
        }
    }

    private async Task<T?> Try<T>(ResiliencePipeline calls, Func<IDatabase, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.ExecuteAsync(
                async stop => await call((await _connecting.WaitAsync(stop)).GetDatabase()).WaitAsync(stop), cancellationToken);
        }
        catch (Exception error) when (error is RedisException or TimeoutRejectedException or BrokenCircuitException or TimeoutException)
        {
            return default;
        }
    }

    private ResiliencePipeline Calls(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            // Short, so that the calls of a busy minute before do not outvote those that fail now.
            SamplingDuration = TimeSpan.FromSeconds(2),
            BreakDuration = RestAfterFailures,
            OnOpened = opened =>
            {
                LogResting(opened.BreakDuration, opened.Outcome.Exception?.Message);
                return default;
            },
        })
        .AddTimeout(CallLimit)
        .Build();

    private static bool IsLoopback(EndPoint endPoint) => endPoint switch
    {
        IPEndPoint ip => IPAddress.IsLoopback(ip.Address),
        DnsEndPoint dns => dns.Host == "localhost",
        _ => true,
    };

    [LoggerMessage(LogLevel.Warning, "Redis does not answer ({Error}); job keys rest for {Pause}")]
    private partial void LogResting(TimeSpan pause, string? error);
}
