using System.Diagnostics;

namespace MosaicAdmin.Tests.Support;

/// <summary>Songs as a real encoder makes them.</summary>
public static class EncodedSong
{
    /// <summary>An MP3 with tags and an embedded cover; skips the test where there is no ffmpeg.</summary>
    public static async Task<byte[]> Mp3(string title, string artist, string album, double pitch, byte[] cover)
    {
        var ffmpeg = Tools.Find("ffmpeg");
        Assert.SkipWhen(ffmpeg is null, "ffmpeg is not installed");
        var folder = Directory.CreateTempSubdirectory("mosaic-song-");
        var (sound, picture, song) = (Path.Combine(folder.FullName, "in.wav"), Path.Combine(folder.FullName, "in.png"), Path.Combine(folder.FullName, "out.mp3"));
        await File.WriteAllBytesAsync(sound, TestSound.Wav(pitch, 2), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(picture, cover, TestContext.Current.CancellationToken);
        using var process = Process.Start(ffmpeg,
        [
            "-v", "error", "-nostdin", "-i", sound, "-i", picture, "-map", "0", "-map", "1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-disposition:v", "attached_pic",
            "-metadata", $"title={title}", "-metadata", $"artist={artist}", "-metadata", $"album={album}", "-id3v2_version", "3", song,
        ]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        var encoded = await File.ReadAllBytesAsync(song, TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return encoded;
    }
}
