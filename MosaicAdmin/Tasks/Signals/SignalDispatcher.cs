using System.Threading.Channels;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Tells every receiver of a signal. Each receiver has a queue of its own, in which signals keep their order, so one that is slow delays
/// nobody else and one that throws is logged and passed over; sending never waits and never throws.
/// </summary>
public sealed partial class SignalDispatcher : IAsyncDisposable
{
    private const int QueueLength = 10_000;

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly Lane[] _lanes;

    internal SignalDispatcher(IEnumerable<SignalReceiver> receivers, IServiceScopeFactory scopes, ILogger<SignalDispatcher> logger)
    {
        _scopes = scopes;
        _logger = logger;
        _lanes = [.. receivers.Select(receiver => new Lane(this, receiver))];
    }

    /// <summary>Hands <paramref name="signal"/> to every receiver that hears it.</summary>
    public void Send(Signal signal)
    {
        foreach (var lane in _lanes)
        {
            lane.Offer(signal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }

    private sealed class Lane : IAsyncDisposable
    {
        private readonly Channel<Signal> _queue = Channel.CreateBounded<Signal>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
        private readonly CancellationTokenSource _stop = new();
        private readonly SignalDispatcher _owner;
        private readonly SignalReceiver _receiver;
        private readonly Task _loop;

        public Lane(SignalDispatcher owner, SignalReceiver receiver)
        {
            _owner = owner;
            _receiver = receiver;
            _loop = Task.Run(Listen);
        }

        public void Offer(Signal signal)
        {
            if (_receiver.Hears(signal) && !_queue.Writer.TryWrite(signal))
            {
                _owner.LogDropped(signal, _receiver.Name);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _queue.Writer.TryComplete();
            await _stop.CancelAsync();
            await _loop;
            _stop.Dispose();
        }

        private async Task Listen()
        {
            await foreach (var signal in _queue.Reader.ReadAllAsync())
            {
                if (_stop.IsCancellationRequested)
                {
                    return;
                }

                try
                {
                    await using var scope = _owner._scopes.CreateAsyncScope();
                    await _receiver.Tell(scope.ServiceProvider, signal, _stop.Token);
                }
                catch (Exception error)
                {
                    _owner.LogReceiverFailed(error, _receiver.Name, signal);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Receiver {Receiver} failed on {Signal}")]
    private partial void LogReceiverFailed(Exception error, string receiver, Signal signal);

    [LoggerMessage(LogLevel.Warning, "{Signal} was dropped: receiver {Receiver} is too far behind")]
    private partial void LogDropped(Signal signal, string receiver);
}
