namespace MosaicAdmin.Songs;

/// <summary>A kind of audio file that is taken. Which one a file is, its content says; its name is never asked.</summary>
/// <param name="Name">As songs and the API spell it.</param>
/// <param name="Demuxer">The one reader of ffmpeg's that may open it: a playlist or a film under this name fails there instead of being followed.</param>
/// <param name="ContentType">What it is served as.</param>
public sealed record AudioFormat(string Name, string Demuxer, string ContentType)
{
    public static AudioFormat Mp3 { get; } = new("mp3", "mp3", "audio/mpeg");

    public static AudioFormat Flac { get; } = new("flac", "flac", "audio/flac");

    public static AudioFormat M4a { get; } = new("m4a", "mov", "audio/mp4");

    public static AudioFormat Ogg { get; } = new("ogg", "ogg", "audio/ogg");

    public static AudioFormat Wav { get; } = new("wav", "wav", "audio/wav");

    public static IReadOnlyList<AudioFormat> All { get; } = [Mp3, Flac, M4a, Ogg, Wav];

    /// <summary>The formats for a sentence.</summary>
    public const string Spoken = "MP3, FLAC, M4A, Ogg, Opus and WAV";

    public static AudioFormat? Named(string? name) => All.FirstOrDefault(f => f.Name == name);
}
