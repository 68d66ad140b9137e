using System.Collections.Immutable;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>What a receiver connected in the Lab does when it is called.</summary>
public enum ReceiverBehaviour
{
    Log,
    Delay,
    Throw,
}

/// <summary>A receiver to be connected.</summary>
/// <param name="Kind">Which signals it hears; all when null.</param>
/// <param name="Milliseconds">How long it waits, with <see cref="ReceiverBehaviour.Delay"/>.</param>
public sealed record ReceiverWish(string? Kind, ReceiverBehaviour Behaviour, int Milliseconds);

/// <summary>A receiver connected in the Lab, with its last calls. Dispose it to disconnect it.</summary>
public sealed class LabReceiver(int number, ReceiverWish wish, LabLog log, TimeProvider time, Action<LabReceiver> gone) : IAsyncDisposable
{
    public const int Kept = 20;

    private ImmutableList<HandlerLine> _calls = [];
    private IAsyncDisposable? _connection;
    private int _count;

    public ReceiverWish Wish { get; } = wish;

    public string Name { get; } = $"receiver {number}";

    /// <summary>Calls that are over, newest first.</summary>
    public IReadOnlyList<HandlerLine> Calls => _calls;

    /// <summary>How often it was called.</summary>
    public int Count => _count;

    public async ValueTask DisposeAsync()
    {
        gone(this);
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    internal void Connect(SignalDispatcher dispatcher) => _connection = dispatcher.Connect<TaskSignal>($"Lab {Name}", Hears, Tell);

    private bool Hears(TaskSignal signal) =>
        signal.Task.Name.StartsWith(LabProbe.Prefix, StringComparison.Ordinal) && (Wish.Kind is null || SignalKind.Of(signal).Name == Wish.Kind);

    private async Task Tell(TaskSignal signal, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        var (began, after) = (time.GetTimestamp(), time.GetUtcNow() - signal.At);
        var threw = true;
        try
        {
            await log.Note(Name, signal, () => Behave(cancellationToken));
            threw = false;
        }
        finally
        {
            var call = new HandlerLine(
                _count, Name, signal, signal.Node, after, time.GetElapsedTime(began), threw ? HandlerOutcome.Threw : HandlerOutcome.Done);
            ImmutableInterlocked.Update(ref _calls, static (calls, added) => calls.Insert(0, added).Take(Kept).ToImmutableList(), call);
        }
    }

    private Task Behave(CancellationToken cancellationToken) => Wish.Behaviour switch
    {
        ReceiverBehaviour.Delay => Task.Delay(TimeSpan.FromMilliseconds(Wish.Milliseconds), time, cancellationToken),
        ReceiverBehaviour.Throw => throw new InvalidOperationException($"{Name} throws on purpose."),
        _ => Task.CompletedTask,
    };
}
