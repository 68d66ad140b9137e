using MosaicAdmin.Mosaics;

namespace MosaicAdmin.Tests.Mosaics;

public class InputHashTests
{
    [Fact]
    public void It_is_64_hex_digits_and_the_same_whoever_brought_the_covers()
    {
        var hash = InputHash.Of(Layout("a", "b", "c", "d"), 1024);

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, InputHash.Of(Layout("a", "b", "c", "d"), 1024));
    }

    [Fact]
    public void Size_layout_covers_and_their_order_all_count()
    {
        string[] hashes =
        [
            InputHash.Of(Layout("a", "b", "c", "d"), 1024),
            InputHash.Of(Layout("a", "b", "c", "d"), 512),
            InputHash.Of(Layout("b", "a", "c", "d"), 1024),
            InputHash.Of(Layout("a", "b", "c", "e"), 1024),
            InputHash.Of(Layout("a"), 1024),
            InputHash.Of(Layout("a") with { Columns = 2 }, 1024),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static Layout Layout(params string[] covers) =>
        new((int)Math.Sqrt(covers.Length), [.. covers.Select(cover => new Tile(Guid.NewGuid(), cover))]);
}
