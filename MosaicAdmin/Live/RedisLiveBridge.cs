using System.Collections.Frozen;
using System.Text.Json;
using MosaicAdmin.Tasks;
using StackExchange.Redis;

namespace MosaicAdmin.Live;

/// <summary>
/// Tells the pages of other nodes what was announced here, and the pages here what was announced there. It listens to the dispatcher and
/// speaks to the feed, so nothing it brings goes out again. A lost message costs a moment: <see cref="SignalTail"/> and
/// <see cref="ChangeWatcher"/> find what it should have told.
/// </summary>
public sealed partial class RedisLiveBridge(
    RedisConnection redis, NodeName node, LiveFeed live, SignalTail tail, TimeProvider time, ILogger<RedisLiveBridge> logger)
    : BackgroundService, IReceive<Signal>
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("mosaic:live");
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(5);

    /// <summary>What may come in, by name; anything else is passed over. Task signals come as a nudge: their rows say everything.</summary>
    private static readonly FrozenDictionary<string, Type> Kinds = typeof(Signal).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Signal)) && !t.IsAbstract && !t.IsSubclassOf(typeof(TaskSignal)))
        .ToFrozenDictionary(t => t.Name);

    /// <summary>A signal on its way: who sends it, its kind, and its content.</summary>
    private sealed record Message(string Node, string Kind, JsonElement Content);

    public Task Receive(Signal signal, CancellationToken cancellationToken)
    {
        var message = signal is TaskSignal
            ? new Message(node.Value, nameof(TaskSignal), JsonElement.Parse("null"))
            : new Message(node.Value, signal.GetType().Name, JsonSerializer.SerializeToElement(signal, signal.GetType()));
        return redis.Try(db => db.PublishAsync(Channel, JsonSerializer.Serialize(message)), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var multiplexer = await redis.Multiplexer.WaitAsync(stoppingToken);
                await multiplexer.GetSubscriber().SubscribeAsync(Channel, (_, value) => Hear(value!));
                return;
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                LogWaiting(TryAgain, error.Message);
                await Task.Delay(TryAgain, time, stoppingToken);
            }
        }
    }

    internal void Hear(string value)
    {
        try
        {
            var message = JsonSerializer.Deserialize<Message>(value)!;
            if (message.Node == node.Value)
            {
                return;
            }

            if (message.Kind == nameof(TaskSignal))
            {
                tail.Nudge();
            }
            else if (Kinds.TryGetValue(message.Kind, out var type) && message.Content.Deserialize(type) is Signal signal)
            {
                live.Publish(signal);
            }
        }
        catch (JsonException error)
        {
            LogUnreadable(error);
        }
    }

    [LoggerMessage(LogLevel.Warning, "News from other nodes cannot be heard yet ({Error}); tried again in {Pause}")]
    private partial void LogWaiting(TimeSpan pause, string error);

    [LoggerMessage(LogLevel.Warning, "A message of another node cannot be read")]
    private partial void LogUnreadable(Exception error);
}
