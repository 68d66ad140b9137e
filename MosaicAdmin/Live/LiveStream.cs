using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>What the live page shows: the last signals, newest first, and how many of each kind have come. Paused, it counts on and the list stands still.</summary>
public sealed class LiveStream
{
    public const int Kept = 300;

    private readonly LinkedList<SignalNews> _signals = [];
    private SignalNews[]? _still;

    /// <summary>How many of each kind have come, in the order of a life.</summary>
    public Dictionary<string, int> Counts { get; } = SignalKind.All.ToDictionary(k => k.Name, _ => 0);

    public int Total { get; private set; }

    public bool Paused => _still is not null;

    /// <summary>Signals that came since the list was stopped.</summary>
    public int Unseen { get; private set; }

    /// <summary>Only this kind; all when null.</summary>
    public string? Kind { get; set; }

    /// <summary>Only what mentions it: kind, task, playlist, node, or anything carried.</summary>
    public string Text { get; set; } = "";

    public IEnumerable<SignalNews> Shown => (_still ?? (IEnumerable<SignalNews>)_signals).Where(IsWanted);

    public void Add(SignalNews signal)
    {
        _signals.AddFirst(signal);
        if (_signals.Count > Kept)
        {
            _signals.RemoveLast();
        }

        Counts[signal.Kind] = Counts.GetValueOrDefault(signal.Kind) + 1;
        Total++;
        Unseen += Paused ? 1 : 0;
    }

    /// <summary>Stops the list where it is, or lets it go on from what came meanwhile.</summary>
    public void Toggle() => (_still, Unseen) = (Paused ? null : [.. _signals], 0);

    private bool IsWanted(SignalNews signal) => (Kind is null || signal.Kind == Kind) && (Text.Length == 0 || Mentions(signal, Text));

    private static bool Mentions(SignalNews signal, string text) =>
        new[] { signal.Kind, signal.TaskName, signal.Node, signal.TaskId.ToString(), signal.PlaylistId.ToString(), signal.Data.ToString() }
            .Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));
}
