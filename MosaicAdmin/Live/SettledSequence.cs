namespace MosaicAdmin.Live;

/// <summary>
/// How far a reader of an identity column may go without missing a row. Two transactions may take their numbers in one order and commit
/// in the other, so a gap may still fill; it is waited for as long as <paramref name="hold"/> and then taken for a rolled-back write.
/// </summary>
internal sealed class SettledSequence(long start, TimeSpan hold, TimeProvider time)
{
    private readonly Queue<(long Top, long SeenAt)> _tops = new();

    /// <summary>Everything up to here has been seen or given up.</summary>
    public long Through { get; private set; } = start;

    /// <summary>Takes in what a read found beyond <see cref="Through"/>, ascending.</summary>
    public void Advance(IReadOnlyList<long> found)
    {
        var now = time.GetTimestamp();
        if (found.Count > 0)
        {
            _tops.Enqueue((found[^1], now));
        }

        // A row that was already there that long ago was numbered even earlier: no gap below it is young.
        while (_tops.TryPeek(out var old) && time.GetElapsedTime(old.SeenAt, now) >= hold)
        {
            Through = Math.Max(Through, _tops.Dequeue().Top);
        }

        foreach (var id in found)
        {
            if (id > Through + 1)
            {
                break;
            }

            Through = Math.Max(Through, id);
        }

        while (_tops.TryPeek(out var passed) && passed.Top <= Through)
        {
            _tops.Dequeue();
        }
    }
}
