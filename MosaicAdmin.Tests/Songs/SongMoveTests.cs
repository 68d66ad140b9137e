using FsCheck.Xunit;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

/// <summary>A move says what was meant, so it is right in an order that has changed meanwhile, and loses nobody else's.</summary>
public sealed class SongMoveTests
{
    private static readonly Guid[] Songs = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];

    [Property]
    public bool In_the_order_seen_it_gives_the_place_asked_for(byte song, byte place)
    {
        var (id, to) = (Songs[song % 6], place % 6);
        var moved = SongMove.To(id, to, Songs).Of(Songs);
        return moved[to] == id && moved.Where(s => s != id).SequenceEqual(Songs.Where(s => s != id));
    }

    [Property]
    public bool In_any_other_order_the_rest_stays_as_others_put_it(byte song, byte place, int shuffle, byte gone)
    {
        var id = Songs[song % 6];
        var now = Songs.Append(Guid.NewGuid()).Where((s, i) => s == id || i != gone % 12).ToArray();
        new Random(shuffle).Shuffle(now);

        var move = SongMove.To(id, place % 6, Songs);
        var moved = move.Of(now);
        return moved.Count == now.Length
            && moved.Where(s => s != id).SequenceEqual(now.Where(s => s != id))
            && (move.After is not { } after || !now.Contains(after) || moved.ToList().IndexOf(id) == moved.ToList().IndexOf(after) + 1);
    }

    [Fact]
    public void Where_the_song_to_follow_is_gone_the_one_before_it_is_followed()
    {
        var move = SongMove.To(Songs[5], 3, Songs);

        Assert.Equal([Songs[0], Songs[1], Songs[5], Songs[3]], move.Of([Songs[0], Songs[1], Songs[3], Songs[5]]));
        Assert.Equal([Songs[5], Songs[4]], move.Of([Songs[4], Songs[5]]));
    }

    [Fact]
    public void Songs_that_came_or_went_are_no_other_order()
    {
        var move = SongMove.To(Songs[0], 2, Songs);

        Assert.False(move.IsBehind(Songs));
        Assert.False(move.IsBehind([.. Songs[1..], Guid.NewGuid()]));
        Assert.True(move.IsBehind([Songs[1], Songs[0], .. Songs[2..]]));
        Assert.Equal(Songs[1..], move.Of(Songs[1..]));
    }
}
