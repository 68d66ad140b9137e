namespace MosaicAdmin.Playlists;

/// <summary>How far an order on the screen is behind the one it should have.</summary>
public static class OrderChanges
{
    /// <summary>How many came, went, or would have to move: the fewest that turn <paramref name="shown"/> into <paramref name="now"/>.</summary>
    public static int Count(IReadOnlyList<Guid> shown, IReadOnlyList<Guid> now)
    {
        var places = now.Index().ToDictionary(n => n.Item, n => n.Index);
        var kept = shown.Where(places.ContainsKey).Select(id => places[id]).ToList();
        return shown.Count - kept.Count + (now.Count - kept.Count) + (kept.Count - LongestRising(kept));
    }

    // What already stands in the right order stays; all others move. Patience sorting: the smallest end of a rising run of each length.
    private static int LongestRising(List<int> places)
    {
        var ends = new List<int>();
        foreach (var place in places)
        {
            var at = ends.BinarySearch(place);
            if (~at == ends.Count)
            {
                ends.Add(place);
            }
            else
            {
                ends[at < 0 ? ~at : at] = place;
            }
        }

        return ends.Count;
    }
}
