using FsCheck.Xunit;
using MosaicAdmin.Mosaics;

namespace MosaicAdmin.Tests.Mosaics;

public class ChooseTilesTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    [InlineData(30, 3)]
    public void The_number_of_distinct_covers_decides_the_layout(int covers, int columns)
    {
        var layout = ChooseTiles.Execute(Songs(Enumerable.Range(0, covers).Select(i => $"{i}")));

        Assert.Equal(columns, layout?.Columns ?? 0);
        Assert.Equal(Enumerable.Range(0, columns * columns).Select(i => $"{i}"), layout?.Tiles.Select(t => t.CoverHash) ?? []);
    }

    [Fact]
    public void A_cover_counts_once_where_its_first_song_stands()
    {
        var songs = Songs(["a", "a", null, "b", "a", "c", "b", "d"]);

        var layout = ChooseTiles.Execute(songs);

        Assert.Equal(["a", "b", "c", "d"], layout!.Tiles.Select(t => t.CoverHash));
        Assert.Equal([songs[0].SongId, songs[3].SongId, songs[5].SongId, songs[7].SongId], layout.Tiles.Select(t => t.SongId));
    }

    [Property]
    public void Every_tile_is_the_first_song_of_its_cover_in_playlist_order(byte[] covers)
    {
        var songs = Named(covers);
        var layout = ChooseTiles.Execute(songs);

        var places = (layout?.Tiles ?? []).Select(tile => songs.FindIndex(s => s.SongId == tile.SongId)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.All((layout?.Tiles ?? []).Zip(places), pair =>
            Assert.Equal(songs.FindIndex(s => s.CoverHash == pair.First.CoverHash), pair.Second));
    }

    [Property]
    public void Repeating_and_leaving_out_covers_that_are_already_there_changes_nothing(byte[] covers)
    {
        var songs = Named(covers);
        var layout = ChooseTiles.Execute(songs);
        var again = ChooseTiles.Execute(songs.Concat(Named(covers).Where(s => s.CoverHash is not null)).Append((Guid.NewGuid(), null)));

        Assert.Equal(layout?.Columns, again?.Columns);
        Assert.Equal(layout?.Tiles, again?.Tiles);
    }

    [Property]
    public void A_full_mosaic_stays_as_songs_are_added_behind(byte[] covers)
    {
        var songs = Songs(Enumerable.Range(0, 9).Select(i => $"first {i}"));

        Assert.Equal(ChooseTiles.Execute(songs)!.Tiles, ChooseTiles.Execute([.. songs, .. Named(covers)])!.Tiles);
    }

    // Zero to eleven: few enough names that lists repeat them, one of them "no cover".
    private static List<(Guid SongId, string? CoverHash)> Named(byte[] covers) =>
        Songs(covers.Select(c => c % 12 == 0 ? null : $"{c % 12}"));

    private static List<(Guid SongId, string? CoverHash)> Songs(IEnumerable<string?> covers) =>
        [.. covers.Select(cover => (Guid.NewGuid(), cover))];
}
