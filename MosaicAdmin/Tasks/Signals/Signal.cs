namespace MosaicAdmin.Tasks;

/// <summary>
/// News that something has happened. A signal tells; it never makes anything happen:
/// what must happen is written in a row, so a signal may be lost, repeated, or fail in a receiver.
/// </summary>
public abstract record Signal;

/// <summary>Listens to one kind of signal, or to every signal when <typeparamref name="TSignal"/> is <see cref="Signal"/>.</summary>
public interface IReceive<in TSignal>
    where TSignal : Signal
{
    Task Receive(TSignal signal, CancellationToken cancellationToken);
}
