using System.Globalization;
using System.Text.Json;

namespace MosaicAdmin.Songs;

/// <summary>ffprobe's answer about one file.</summary>
/// <param name="PictureIndex">The stream that holds the cover; null without one.</param>
internal sealed record ProbedAudio(string? Title, string? Artist, string? Album, long? DurationMs, int? PictureIndex)
{
    private static readonly string[] PictureCodecs = ["mjpeg", "png", "gif", "bmp", "webp", "tiff"];

    /// <summary>Asks for no more than is read below, so that a file cannot answer with megabytes of lyrics.</summary>
    public static string[] Arguments { get; } =
    [
        "-of", "json=compact=1", "-show_entries",
        $"format=duration:format_tags={Spellings}:stream=index,codec_type,codec_name,duration:stream_disposition=attached_pic:stream_tags=comment,{Spellings}",
    ];

    private const string Spellings = "title,Title,TITLE,artist,Artist,ARTIST,album,Album,ALBUM";

    /// <exception cref="RefusedFileException">It holds no sound, or is a film.</exception>
    public static ProbedAudio Read(byte[] answer, string fileName)
    {
        using var json = JsonDocument.Parse(answer);
        var streams = Items(json.RootElement, "streams");
        var sound = streams.FirstOrDefault(s => Text(s, "codec_type") == "audio");
        if (sound.ValueKind == JsonValueKind.Undefined)
        {
            throw new RefusedFileException(fileName, "holds no sound", StatusCodes.Status415UnsupportedMediaType);
        }

        if (streams.Any(s => Text(s, "codec_type") == "video" && !IsPicture(s)))
        {
            throw new RefusedFileException(fileName, "is a film, and only audio is taken", StatusCodes.Status415UnsupportedMediaType);
        }

        json.RootElement.TryGetProperty("format", out var format);
        var pictures = streams.Where(IsPicture).ToList();
        var cover = pictures.Find(s => Tag(s, "comment") is "Cover (front)") is { ValueKind: JsonValueKind.Object } front ? front : pictures.FirstOrDefault();

        // Ogg keeps tags with the stream, everybody else with the file.
        return new ProbedAudio(
            SongName.Clean(Tag(format, "title") ?? Tag(sound, "title")),
            SongName.Clean(Tag(format, "artist") ?? Tag(sound, "artist")),
            SongName.Clean(Tag(format, "album") ?? Tag(sound, "album")),
            Milliseconds(Text(format, "duration") ?? Text(sound, "duration")),
            cover.ValueKind == JsonValueKind.Object ? cover.GetProperty("index").GetInt32() : null);
    }

    private static bool IsPicture(JsonElement stream) =>
        Text(stream, "codec_type") == "video"
        && ((stream.TryGetProperty("disposition", out var disposition) && disposition.TryGetProperty("attached_pic", out var flag) && flag.GetInt32() == 1)
            || PictureCodecs.Contains(Text(stream, "codec_name")));

    private static List<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Tag(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty("tags", out var tags)
            ? tags.EnumerateObject().Where(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(t => t.Value.GetString()).FirstOrDefault()
            : null;

    private static long? Milliseconds(string? seconds) =>
        double.TryParse(seconds, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e9 ? (long)Math.Round(value * 1000) : null;
}
