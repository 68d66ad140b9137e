using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Posts to the one endpoint: each attempt limited, repeated with growing pauses while it may help, and given up for a while when the
/// endpoint keeps failing. What is not delivered is dropped, logged and counted; it never waits for better days.
/// </summary>
public sealed partial class WebhookEndpoint : IDisposable
{
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<HttpStatusCode> _attempts;
    private readonly Meter _meter = new("MosaicAdmin.Webhooks");
    private readonly Counter<long> _counted;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private long _delivered;
    private long _dropped;

    public WebhookEndpoint(IOptions<WebhookOptions> options, TimeProvider time, ILogger<WebhookEndpoint> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        _client = WebhookConnection.Client(_options);
        _counted = _meter.CreateCounter<long>("mosaic.webhooks", description: "Signals posted, by outcome");
        var worthRepeating = new PredicateBuilder<HttpStatusCode>()
            .Handle<HttpRequestException>(error => error.InnerException is not PrivateAddressException)
            .Handle<TimeoutRejectedException>()
            .HandleResult(status => status is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
        var pipeline = new ResiliencePipelineBuilder<HttpStatusCode> { TimeProvider = time };
        if (_options.Attempts > 1)
        {
            pipeline.AddRetry(new RetryStrategyOptions<HttpStatusCode>
            {
                ShouldHandle = worthRepeating,
                MaxRetryAttempts = _options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = _options.Pause,
            });
        }

        _attempts = pipeline
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpStatusCode>
            {
                ShouldHandle = worthRepeating,
                FailureRatio = 0.5,
                MinimumThroughput = Math.Max(2, _options.Attempts),
                SamplingDuration = TimeSpan.FromMinutes(5),
                BreakDuration = _options.Rest,
            })
            .AddTimeout(_options.Timeout)
            .Build();
    }

    /// <summary>Signals the endpoint has taken.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Signals it has not taken and never will be sent again.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Posts one event. Throws only when <paramref name="cancellationToken"/> does.</summary>
    public async Task Post(long id, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            var status = await _attempts.ExecuteAsync(async stop => await Attempt(id, body, stop), cancellationToken);
            Count((int)status is >= 200 and < 300, id, $"it answered {(int)status}");
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            Count(false, id, error.InnerException?.Message ?? error.Message);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _meter.Dispose();
    }

    private async ValueTask<HttpStatusCode> Attempt(long id, byte[] body, CancellationToken cancellationToken)
    {
        using var request = WebhookRequest.Make(_options.Url!, _options.Secret!, id, _time.GetUtcNow(), body);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.StatusCode;
    }

    private void Count(bool delivered, long id, string why)
    {
        Interlocked.Increment(ref delivered ? ref _delivered : ref _dropped);
        _counted.Add(1, new KeyValuePair<string, object?>("outcome", delivered ? "delivered" : "dropped"));
        if (!delivered)
        {
            LogDropped(id, why);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Signal {Id} was not taken by the webhook's endpoint and is dropped: {Why}")]
    private partial void LogDropped(long id, string why);
}
