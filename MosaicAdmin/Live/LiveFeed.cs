using System.Collections.Immutable;
using System.Threading.Channels;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>
/// Tells open pages that something has changed. News carries no data: it only says "read again",
/// so a page that falls behind misses repeats and never a change, and no publisher waits for a page.
/// </summary>
public sealed class LiveFeed
{
    private ImmutableHashSet<LiveSubscription> _subscriptions = [];

    public void Publish(Signal signal)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(signal);
        }
    }

    public LiveSubscription Subscribe(Func<Signal, bool> wanted)
    {
        var subscription = new LiveSubscription(wanted, Unsubscribe);
        ImmutableInterlocked.Update(ref _subscriptions, static (set, added) => set.Add(added), subscription);
        return subscription;
    }

    private void Unsubscribe(LiveSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (set, removed) => set.Remove(removed), subscription);
}

/// <summary>One page's interest. Dispose it to stop listening.</summary>
public sealed class LiveSubscription(Func<Signal, bool> wanted, Action<LiveSubscription> unsubscribe) : IDisposable
{
    // Room for one: a second piece of news says nothing the first did not.
    private readonly Channel<Signal> _news = Channel.CreateBounded<Signal>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public IAsyncEnumerable<Signal> News(CancellationToken cancellationToken) => _news.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Takes the news there is, without waiting; false when there is none.</summary>
    public bool TakeNews() => _news.Reader.TryRead(out _);

    public void Dispose() => unsubscribe(this);

    internal void Offer(Signal signal)
    {
        if (wanted(signal))
        {
            _news.Writer.TryWrite(signal);
        }
    }
}
