using System.Collections.Immutable;
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
    private ImmutableArray<Lane> _lanes;

    internal SignalDispatcher(IEnumerable<SignalReceiver> receivers, IServiceScopeFactory scopes, ILogger<SignalDispatcher> logger)
    {
        _scopes = scopes;
        _logger = logger;
        _lanes = [.. receivers.Select(receiver => new Lane(this, receiver))];
    }

    /// <summary>
    /// Connects a receiver while the app runs, until the answer is disposed. It hears what is sent in this process, and is kept apart from
    /// the others as those connected at start are.
    /// </summary>
    public IAsyncDisposable Connect<TSignal>(string name, Func<TSignal, bool> hears, Func<TSignal, CancellationToken, Task> tell)
        where TSignal : Signal
    {
        var lane = new Lane(this, new SignalReceiver(
            name, signal => signal is TSignal mine && hears(mine), (_, signal, cancellationToken) => tell((TSignal)signal, cancellationToken)));
        ImmutableInterlocked.Update(ref _lanes, static (lanes, added) => lanes.Add(added), lane);
        return lane;
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
            if (_receiver.Hears(signal) && !_queue.Writer.TryWrite(signal) && !_stop.IsCancellationRequested)
            {
                _owner.LogDropped(signal, _receiver.Name);
            }
        }

        public async ValueTask DisposeAsync()
        {
            ImmutableInterlocked.Update(ref _owner._lanes, static (lanes, removed) => lanes.Remove(removed), this);
            if (!_queue.Writer.TryComplete())
            {
                await _loop;
                return;
            }

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
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    return;
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
