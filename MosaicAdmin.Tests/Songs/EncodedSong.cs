using System.Diagnostics;
using System.Buffers.Binary;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Real audio, encoded by ffmpeg with tags and an embedded cover as players write them.</summary>
public static class EncodedSong
{
    /// <summary>Codec and container of each kind.</summary>
    private static readonly Dictionary<string, string[]> Kinds = new()
    {
        ["mp3"] = ["-c:a", "libmp3lame", "-id3v2_version", "3", "-f", "mp3"],
        ["flac"] = ["-c:a", "flac", "-f", "flac"],
        ["m4a"] = ["-c:a", "aac", "-f", "ipod"],
        ["ogg"] = ["-c:a", "libvorbis", "-f", "ogg"],
        ["opus"] = ["-c:a", "libopus", "-f", "opus"],
        ["wav"] = ["-c:a", "pcm_s16le", "-f", "wav"],
    };

    public static void Needed() =>
        Assert.SkipWhen(Tools.Find("ffmpeg") is null || Tools.Find("ffprobe") is null, "ffmpeg and ffprobe are not installed: there is no real audio to encode or read.");

    public static async Task<byte[]> Make(
        string kind, string? title = "Night Drive", string? artist = "Ana", string? album = "Roads", byte[]? cover = null, double seconds = 2, int pitch = 440)
    {
        Needed();
        var folder = Directory.CreateTempSubdirectory("mosaic-song-");
        try
        {
            var picture = Path.Combine(folder.FullName, "cover");
            var output = Path.Combine(folder.FullName, "song");
            var attached = cover is not null && kind is "mp3" or "flac" or "m4a";
            if (cover is not null)
            {
                await File.WriteAllBytesAsync(picture, cover);
            }

            await Run("ffmpeg",
            [
                "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency={pitch}:duration={seconds}"),
                .. attached ? ["-i", picture, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic"] : Array.Empty<string>(),
                .. Tag("title", title), .. Tag("artist", artist), .. Tag("album", album),
                .. cover is not null && kind is "ogg" or "opus" ? Tag("METADATA_BLOCK_PICTURE", Convert.ToBase64String(PictureBlock(cover))) : [],
                .. Kinds[kind], output,
            ]);
            return await File.ReadAllBytesAsync(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs a tool to its end and fails the test with its complaint if it fails.</summary>
    public static async Task Run(string tool, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{tool}: {complaint}");
    }

    private static string[] Tag(string name, string? value) => value is null ? [] : ["-metadata", $"{name}={value}"];

    /// <summary>FLAC's picture block, which Ogg keeps in a comment: kind, type, description, four sizes, bytes.</summary>
    private static byte[] PictureBlock(byte[] cover)
    {
        var type = cover[0] == 0xff ? "image/jpeg"u8.ToArray() : "image/png"u8.ToArray();
        return [.. Number(3), .. Number(type.Length), .. type, .. Number(0), .. Number(96), .. Number(96), .. Number(24), .. Number(0), .. Number(cover.Length), .. cover];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
