using FsCheck.Xunit;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class SongNameTests
{
    [Theory]
    [InlineData("Ana - Night Drive.mp3", "Ana", "Night Drive")]
    [InlineData("Night Drive.flac", null, "Night Drive")]
    [InlineData("03 - Ana - Night Drive.mp3", "Ana", "Night Drive")]
    [InlineData("03. Night Drive.mp3", null, "Night Drive")]
    [InlineData("99 Luftballons.mp3", null, "99 Luftballons")]
    [InlineData("../../a", null, "a")]
    [InlineData("C:\\a", null, "a")]
    [InlineData("CON", null, "CON")]
    [InlineData("a\0b.mp3", null, "a b")]
    [InlineData("a\r\nSet-Cookie: x.mp3", null, "a Set-Cookie: x")]
    [InlineData("song\u202e3pm.exe.mp3", null, "song3pm.exe")]
    [InlineData("\u2066Ana\u2069 - \u200fTitle.mp3", "Ana", "Title")]
    [InlineData("<img src=x onerror=alert(1)>.mp3", null, "<img src=x onerror=alert(1)>")]
    [InlineData("夜晚 - 開車.mp3", "夜晚", "開車")]
    [InlineData(".mp3", null, null)]
    [InlineData("", null, null)]
    [InlineData("///", null, null)]
    [InlineData("\ud800.mp3", null, null)]
    public void A_file_name_says_artist_and_title(string name, string? artist, string? title) =>
        Assert.Equal((artist, title), SongName.FromFile(name));

    [Fact]
    public void A_long_name_is_cut_between_letters()
    {
        Assert.Equal(new string('x', 300), SongName.Clean(new string('x', 1000)));

        // A family of four is one letter of eleven characters.
        var families = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 40));
        Assert.Equal(string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 27)), SongName.Clean(families));
    }

    [Property]
    public bool Whatever_comes_is_one_short_visible_line(string? text) =>
        SongName.Clean(text) is not { } clean
        || (clean.Length is > 0 and <= SongName.MaxLength
            && clean == clean.Trim()
            && !clean.Any(c => char.IsControl(c) || c is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069' or '\u200e' or '\u200f')
            && SongName.Clean(clean) == clean);
}
