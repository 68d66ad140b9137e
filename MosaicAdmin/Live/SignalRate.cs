namespace MosaicAdmin.Live;

/// <summary>How many signals came lately, ten seconds at a time.</summary>
public sealed class SignalRate
{
    /// <summary>How many stretches of time are counted.</summary>
    public const int Stretches = 30;

    public static readonly TimeSpan Stretch = TimeSpan.FromSeconds(10);

    private readonly Dictionary<long, int> _counts = [];

    public void Add(DateTimeOffset at)
    {
        var slot = Slot(at);
        _counts[slot] = _counts.GetValueOrDefault(slot) + 1;
        if (_counts.Count > 2 * Stretches)
        {
            var old = _counts.Keys.Max() - Stretches;
            foreach (var gone in _counts.Keys.Where(s => s < old).ToList())
            {
                _counts.Remove(gone);
            }
        }
    }

    /// <summary>The last five minutes, the oldest first; the last stretch is still filling.</summary>
    public IReadOnlyList<int> Lately(DateTimeOffset now) => [.. Enumerable.Range(1 - Stretches, Stretches).Select(i => _counts.GetValueOrDefault(Slot(now) + i))];

    private static long Slot(DateTimeOffset at) => at.UtcTicks / Stretch.Ticks;
}
