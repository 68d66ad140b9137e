using System.Globalization;

namespace MosaicAdmin.Playlists;

/// <summary>
/// All playlists a wall knows, and those it shows in the order it shows them. While somebody uses the wall, and until they ask, an order
/// that has changed only counts as behind: nothing moves by itself.
/// </summary>
public sealed class ShownPlaylists
{
    private readonly Dictionary<Guid, WallEntry> _entries = [];
    private IReadOnlyList<Guid> _now = [];

    /// <summary>Null until they are read for the first time.</summary>
    public int? Total { get; private set; }

    public IReadOnlyList<Guid> Ids { get; private set; } = [];

    /// <summary>How many stand elsewhere than they should.</summary>
    public int Behind { get; private set; }

    /// <summary>How many there are under each choice.</summary>
    public IReadOnlyDictionary<WallShow, int> Counts { get; private set; } = new Dictionary<WallShow, int>();

    /// <summary>Somebody points at a card, moves among them by keyboard, or has scrolled down.</summary>
    public bool Busy { get; set; }

    /// <summary>Takes in what was read of <paramref name="changed"/>, or of all when null; what is not among it is gone.</summary>
    public void Take(IReadOnlyCollection<Guid>? changed, IReadOnlyList<WallEntry> read)
    {
        foreach (var id in changed ?? [.. _entries.Keys])
        {
            _entries.Remove(id);
        }

        foreach (var entry in read)
        {
            _entries[entry.Id] = entry;
        }

        Total = _entries.Count;
    }

    public void Arrange(string? search, WallShow show, WallSort sort, CultureInfo culture)
    {
        var found = WallOrder.Found(_entries.Values, search, culture);
        Counts = Enum.GetValues<WallShow>().ToDictionary(choice => choice, choice => WallOrder.Shown(found, choice).Count());
        _now = WallOrder.Sorted(WallOrder.Shown(found, show), sort, culture);

        // A wall without cards has nobody pointing at them.
        Busy &= Ids.Count > 0;
        if (Ids.SequenceEqual(_now))
        {
            Behind = 0;
        }
        else if (Busy || (Behind > 0 && Ids.Count > 0))
        {
            Behind = OrderChanges.Count(Ids, _now);
        }
        else
        {
            SortAgain();
        }
    }

    public void SortAgain() => (Ids, Behind) = (_now, 0);
}
