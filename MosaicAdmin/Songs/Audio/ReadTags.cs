using Microsoft.Extensions.Options;

namespace MosaicAdmin.Songs;

/// <summary>Reads what a received audio file is and says of itself, or refuses it.</summary>
public sealed partial class ReadTags(AudioTools tools, RunProgram program, IOptions<UploadOptions> upload, ILogger<ReadTags> logger)
{
    private const long MostTags = 1 << 20;
    private static readonly TimeSpan TagsLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PictureLimit = TimeSpan.FromSeconds(10);

    /// <summary>ffmpeg may open this one file by this one reader, may allocate no large block, and may ask no network.</summary>
    internal static string[] Bounds(AudioFormat format, string path) =>
        ["-v", "error", "-hide_banner", "-max_alloc", "268435456", "-protocol_whitelist", "file", "-f", format.Demuxer, "-i", $"file:{path}"];

    /// <exception cref="RefusedFileException">It is no audio that is taken; the message says why.</exception>
    public async Task<Tags> Execute(ReceivedFile file, CancellationToken cancellationToken)
    {
        await using var content = file.Open();
        var format = SniffAudio.Execute(content)
            ?? throw new RefusedFileException(file.Name, $"is not audio of a kind that is taken: {AudioFormat.Spoken}", StatusCodes.Status415UnsupportedMediaType);
        var named = SongName.FromFile(file.Name);
        if (tools.Ffprobe is null)
        {
            return new Tags(format, named.Title, named.Artist, null, null, null, ["Tags were read from the file name only, because ffprobe is not installed on the server."]);
        }

        var probed = await Probe(tools.Ffprobe, format, file, cancellationToken);
        var (picture, warnings) = probed.PictureIndex is { } index && tools.Ffmpeg is not null
            ? await TakePicture(tools.Ffmpeg, format, file, index, cancellationToken)
            : (null, []);
        return new Tags(
            format,
            probed.Title ?? named.Title,
            probed.Artist ?? (probed.Title is null ? named.Artist : null),
            probed.Album,
            probed.DurationMs,
            picture,
            warnings);
    }

    private async Task<ProbedAudio> Probe(string ffprobe, AudioFormat format, ReceivedFile file, CancellationToken cancellationToken)
    {
        var answer = await program.Execute(ffprobe, [.. Bounds(format, file.Path), .. ProbedAudio.Arguments], TagsLimit, MostTags, cancellationToken);
        if (!answer.Succeeded)
        {
            LogUnreadable(format.Name, answer.Complaint);
            throw new RefusedFileException(
                file.Name,
                answer.TooLong ? $"took longer than {TagsLimit.TotalSeconds:0} seconds to read" : $"cannot be read as {format.Name.ToUpperInvariant()} audio; it may be damaged",
                StatusCodes.Status422UnprocessableEntity);
        }

        return ProbedAudio.Read(answer.Output, file.Name);
    }

    private async Task<(byte[]? Picture, string[] Warnings)> TakePicture(
        string ffmpeg, AudioFormat format, ReceivedFile file, int stream, CancellationToken cancellationToken)
    {
        string[] take = ["-nostdin", .. Bounds(format, file.Path), "-map", $"0:{stream}", "-c", "copy", "-frames:v", "1", "-f", "image2pipe", "pipe:1"];
        var answer = await program.Execute(ffmpeg, take, PictureLimit, upload.Value.MaxCoverBytes, cancellationToken);
        if (answer.Succeeded && answer.Output.Length > 0)
        {
            return (answer.Output, []);
        }

        LogUnreadable("embedded cover", answer.Complaint);
        return (null, [answer.TooMuch
            ? $"The embedded cover was left out: it is larger than {FileSize.Spoken(upload.Value.MaxCoverBytes)}."
            : "The embedded cover was left out: it cannot be read."]);
    }

    [LoggerMessage(LogLevel.Information, "An uploaded {What} cannot be read: {Complaint}")]
    private partial void LogUnreadable(string what, string complaint);
}
