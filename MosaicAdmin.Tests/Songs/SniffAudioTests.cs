using System.IO.Compression;
using System.Text;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

public sealed class SniffAudioTests
{
    public static TheoryData<string, byte[]> NoAudio() => new()
    {
        { "text", TestSound.Text() },
        { "ELF", File.Exists("/proc/self/exe") ? File.ReadAllBytes("/bin/sh") : [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0] },
        { "HTML", "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "ZIP", Zip() },
        { "M3U playlist", "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"u8.ToArray() },
        { "concat list", "ffconcat version 1.0\nfile '/etc/passwd'\n"u8.ToArray() },
        { "PLS playlist", "[playlist]\nFile1=http://127.0.0.1/\n"u8.ToArray() },
        { "DASH manifest", "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"></MPD>"u8.ToArray() },
        { "UTF-16 text", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(new string('x', 4000))] },
        { "ID3 tag and nothing", [.. "ID3\u0003\0\0\0\0\0\u0010"u8, .. new byte[4000]] },
        { "ID3 tag before ZIP", [.. "ID3\u0003\0\0\0\0\0\0"u8, .. Zip()] },
        { "ID3 tag that claims 256 MB", [.. "ID3\u0003\0\0"u8, 0x7f, 0x7f, 0x7f, 0x7f] },
        { "RIFF that is a film", [.. "RIFF\0\0\0\0AVI LIST"u8, .. new byte[100]] },
        { "RIFF that is WebP", [.. "RIFF\0\0\0\0WEBPVP8 "u8, .. new byte[100]] },
        { "Ogg film", [.. "OggS"u8, .. new byte[24], .. "\u0080theora"u8, .. new byte[100]] },
        { "AVIF picture", [.. "\0\0\0\u001cftypavif"u8, .. new byte[100]] },
        { "MPEG layer I", [0xff, 0xfe, 0x54, 0x00, .. new byte[4000]] },
        { "one frame header by chance", [0xff, 0xfb, 0x90, 0x00, .. Enumerable.Repeat((byte)'x', 4000)] },
        { "zeros", new byte[200_000] },
        { "nothing", [] },
    };

    [Theory]
    [MemberData(nameof(NoAudio))]
    public void What_is_no_audio_is_not_taken(string what, byte[] bytes) =>
        Assert.True(SniffAudio.Execute(new MemoryStream(bytes)) is null, what);

    [Theory]
    [InlineData("mp3", "mp3")]
    [InlineData("flac", "flac")]
    [InlineData("m4a", "m4a")]
    [InlineData("ogg", "ogg")]
    [InlineData("opus", "ogg")]
    [InlineData("wav", "wav")]
    public async Task Real_audio_is_known_by_its_content(string kind, string format)
    {
        var song = await EncodedSong.Make(kind, cover: kind == "wav" ? null : EmbeddedCovers.Jpeg());
        Assert.Equal(format, SniffAudio.Execute(new MemoryStream(song))?.Name);
    }

    [Fact]
    public async Task An_mp3_without_any_tag_is_known_by_its_frames()
    {
        var song = await EncodedSong.Make("mp3", title: null, artist: null, album: null);
        var frames = song.AsSpan(song.AsSpan().IndexOf([(byte)0xff, (byte)0xfb])).ToArray();
        Assert.Equal(AudioFormat.Mp3, SniffAudio.Execute(new MemoryStream(frames)));
    }

    private static byte[] Zip()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("song.mp3").Open())
        {
            entry.Write(new byte[5000]);
        }

        return file.ToArray();
    }
}
