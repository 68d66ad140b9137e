namespace MosaicAdmin.Songs;

/// <summary>Somebody puts one song behind another: what they meant, and so still right when the order has changed meanwhile.</summary>
/// <param name="After">The song it shall follow; null puts it first.</param>
/// <param name="Seen">The order they saw.</param>
public sealed record SongMove(Guid Id, Guid? After, IReadOnlyList<Guid> Seen)
{
    /// <summary>The move that gives the song the place <paramref name="to"/>, from 0, in the order seen.</summary>
    public static SongMove To(Guid id, int to, IReadOnlyList<Guid> seen)
    {
        var others = seen.Where(other => other != id).ToList();
        var before = Math.Clamp(to, 0, others.Count) - 1;
        return new SongMove(id, before < 0 ? null : others[before], seen);
    }

    /// <summary>The order this move makes of <paramref name="order"/>. Where the song to follow is gone, the one that was before it is followed.</summary>
    public IReadOnlyList<Guid> Of(IReadOnlyList<Guid> order)
    {
        if (!order.Contains(Id))
        {
            return order;
        }

        var moved = order.Where(other => other != Id).ToList();
        var place = -1;
        for (var seen = After is { } after ? Seen.ToList().IndexOf(after) : -1; seen >= 0 && place < 0; seen--)
        {
            place = moved.IndexOf(Seen[seen]);
        }

        moved.Insert(place + 1, Id);
        return moved;
    }

    /// <summary>Whether those of the songs seen that are still there stand in another order by now.</summary>
    public bool IsBehind(IReadOnlyList<Guid> order) => !Seen.Where(order.Contains).SequenceEqual(order.Where(Seen.Contains));
}
