using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public class RefusedFileExceptionTests
{
    [Theory]
    [InlineData("cover.png", "cover.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\covers\a.png", "a.png")]
    [InlineData("a\0b\r\nSet-Cookie: c", "abSet-Cookie: c")]
    [InlineData("gnp.\u202Eexe\u2066", "gnp.exe")]
    [InlineData("封面.png", "封面.png")]
    [InlineData("family 👨.png", "family 👨.png")]
    [InlineData("\ud800broken", "broken")]
    [InlineData("..//", "file without a name")]
    [InlineData("", "file without a name")]
    [InlineData("<img onerror>", "<img onerror>")]
    public void A_name_is_shown_on_one_line_and_in_its_own_order(string sent, string shown) =>
        Assert.Equal($"“{shown}” is empty.", new RefusedFileException(sent, "is empty", 422).Message);

    [Fact]
    public void A_long_name_is_cut()
    {
        var error = new RefusedFileException(new string('a', 300), "is empty.", 422);

        Assert.Equal($"“{new string('a', 79)}…” is empty.", error.Message);
        Assert.Equal(422, error.Status);
    }
}
