using System.Globalization;

namespace MosaicAdmin.Playlists;

/// <summary>In which order the wall shows playlists; the names are what the address says.</summary>
public enum WallSort
{
    /// <summary>Newest songs first.</summary>
    Changed,
    Name,

    /// <summary>The next mosaic first.</summary>
    Due,

    /// <summary>What failed, is held or is retried first.</summary>
    Look,
}

/// <summary>Which playlists the wall shows.</summary>
public enum WallShow
{
    All,
    Waiting,
    Look,
}

/// <summary>Finds playlists and puts them in order. Pure: the same entries give the same wall.</summary>
public static class WallOrder
{
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth;

    /// <summary>Those whose name contains <paramref name="search"/>, whatever its case, accents or width.</summary>
    public static IReadOnlyList<WallEntry> Found(IEnumerable<WallEntry> entries, string? search, CultureInfo culture)
    {
        var wanted = search?.Trim() ?? "";
        return [.. entries.Where(e => wanted.Length == 0 || culture.CompareInfo.IndexOf(e.Name, wanted, Loosely) >= 0)];
    }

    public static IEnumerable<WallEntry> Shown(IEnumerable<WallEntry> entries, WallShow show) => show switch
    {
        WallShow.Waiting => entries.Where(e => e.IsWaiting),
        WallShow.Look => entries.Where(e => e.NeedsLook),
        _ => entries,
    };

    public static IReadOnlyList<Guid> Sorted(IEnumerable<WallEntry> entries, WallSort sort, CultureInfo culture)
    {
        var byName = StringComparer.Create(culture, CompareOptions.IgnoreCase);
        var sorted = sort switch
        {
            WallSort.Name => entries.OrderBy(e => e.Name, byName),
            WallSort.Due => entries.OrderBy(Wait).ThenBy(e => e.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(e => e.ChangedAt),
            WallSort.Look => entries.OrderBy(Trouble).ThenByDescending(e => e.ChangedAt),
            _ => entries.OrderByDescending(e => e.ChangedAt),
        };

        // Equal in everything else: the order must still be one and the same every time.
        return [.. sorted.ThenBy(e => e.Id).Select(e => e.Id)];
    }

    private static int Wait(WallEntry entry) => entry.State switch
    {
        Tasks.WindowState.Running => 0,
        Tasks.WindowState.Pending or Tasks.WindowState.Retrying => 1,
        _ => 2,
    };

    private static int Trouble(WallEntry entry) => entry.State switch
    {
        Tasks.WindowState.Failed => 0,
        Tasks.WindowState.Held => 1,
        Tasks.WindowState.Retrying => 2,
        _ => 3,
    };
}
