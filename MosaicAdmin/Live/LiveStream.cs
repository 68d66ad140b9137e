using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>
/// What the live page shows: the last signals, newest first, and how many of each kind have come. Stopped, it counts on and the list stands
/// still; let go, a mark stays where it stood.
/// </summary>
public sealed class LiveStream
{
    /// <summary>How many are kept, so that another filter finds some.</summary>
    public const int Kept = 1000;

    /// <summary>How many are shown at most.</summary>
    public const int Most = 200;

    private readonly LinkedList<LiveSignal> _signals = [];
    private LiveSignal[]? _still;

    /// <summary>How many of each kind have come, in the order of a life.</summary>
    public Dictionary<string, int> Counts { get; } = SignalKind.All.ToDictionary(k => k.Name, _ => 0);

    public int Total { get; private set; }

    /// <summary>How many told of something that went wrong.</summary>
    public int Failures { get; private set; }

    public SignalRate Rate { get; } = new();

    /// <summary>Stopped by its button.</summary>
    public bool Paused { get; private set; }

    /// <summary>Stopped because somebody is in the middle of it.</summary>
    public bool Held { get; private set; }

    /// <summary>Signals that came since the list was stopped.</summary>
    public int Unseen { get; private set; }

    /// <summary>The newest signal that was there when it was last stopped by its button.</summary>
    public long? Mark { get; private set; }

    public LiveFilter Filter { get; set; } = LiveFilter.None;

    public IEnumerable<LiveSignal> Shown => (_still ?? (IEnumerable<LiveSignal>)_signals).Where(Filter.Wants).Take(Most);

    public void Add(LiveSignal signal)
    {
        _signals.AddFirst(signal);
        if (_signals.Count > Kept)
        {
            _signals.RemoveLast();
        }

        var kind = signal.News.Kind;
        Counts[kind] = Counts.GetValueOrDefault(kind) + 1;
        Total++;
        Failures += kind is "failure" or "unknown" or "rejected" or "internal_error" ? 1 : 0;
        Unseen += _still is null ? 0 : 1;
        Rate.Add(signal.News.At);
    }

    /// <summary>Stops the list where it is, or lets it go on from what came meanwhile.</summary>
    public void Toggle()
    {
        Paused = !Paused;
        Mark = Paused ? null : Mark;
        Stand();
        Mark = Paused ? _still!.FirstOrDefault()?.News.Sequence : Mark;
    }

    /// <summary>Keeps the list as it is while somebody reads in it.</summary>
    public void Hold(bool held)
    {
        Held = held;
        Stand();
    }

    private void Stand()
    {
        if (!Paused && !Held)
        {
            (_still, Unseen) = (null, 0);
        }

        _still ??= Paused || Held ? [.. _signals] : null;
    }
}
