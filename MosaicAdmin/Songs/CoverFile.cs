using System.Buffers.Binary;
using System.Globalization;

namespace MosaicAdmin.Songs;

/// <summary>What is known of a cover before a decoder sees it: the kind by its first bytes, and what each kind hides in its structure.</summary>
/// <param name="Name">As the sender called it.</param>
/// <param name="Kind"><c>JPEG</c>, <c>PNG</c>, <c>WebP</c> or <c>GIF</c>.</param>
/// <param name="Length">Bytes that matter.</param>
internal readonly record struct CoverFile(string Name, string Kind, int Length)
{
    // A camera writes about ten scans. Each one costs a pass over the whole picture, however few bytes it has.
    private const int MaxScans = 64;

    /// <summary>1 to 8 as EXIF counts, or null when the decoder finds out.</summary>
    public int? Orientation { get; init; }

    /// <summary>Frames the decoder does not count.</summary>
    public int Frames { get; init; }

    /// <summary>Memory the decoder needs beside its output.</summary>
    public long WorkBytes { get; init; }

    /// <summary>Whether the decoder needs the whole picture in memory, however small it is asked for.</summary>
    public bool DecodesWhole { get; init; }

    /// <summary>Recognises a file. A PNG is reduced in place to the chunks its pixels need.</summary>
    public static CoverFile Open(Span<byte> file, string name)
    {
        var kind = KindOf(file);
        var found = new CoverFile(name, kind ?? "picture", file.Length);
        return kind switch
        {
            "PNG" => PngChunks.Reduce(file) is { } png
                ? found with { Length = png.Length, Orientation = png.Orientation, Frames = png.Frames, WorkBytes = png.WorkBytes }
                : throw found.Incomplete(),
            "JPEG" => JpegScans.Read(file) switch
            {
                { Count: > MaxScans and var count } => throw found.Refused(string.Create(CultureInfo.InvariantCulture,
                    $"is a progressive JPEG of {count:N0} scans; a cover may have at most {MaxScans}")),
                { Count: > 1, IsComplete: false } => throw found.Incomplete(),
                var scans => found with { WorkBytes = scans.WorkBytes },
            },
            "WebP" => found with { DecodesWhole = IsLossless(file[12..]) },
            null when file.IsEmpty => throw found.Refused("is empty"),
            null => throw found.Refused("is not a JPEG, PNG, WebP or GIF picture, which a cover must be", 415),
            _ => found,
        };
    }

    public RefusedFileException Refused(string problem, int status = 422) => new(Name, problem, status);

    public RefusedFileException Incomplete() => Refused($"is incomplete: the {Kind} picture in it breaks off");

    public RefusedFileException Damaged() => Refused($"is damaged: the {Kind} picture in it cannot be decoded");

    private static bool IsLossless(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length > 8 && !chunks.StartsWith("VP8L"u8))
        {
            // A frame of an animation is a header and chunks of its own; others are passed over, with the byte that makes them even.
            var length = chunks.StartsWith("ANMF"u8) ? 16L : BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            chunks = chunks[(int)Math.Min(chunks.Length, 8 + length + (length & 1))..];
        }

        return chunks.StartsWith("VP8L"u8);
    }

    private static string? KindOf(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', ..] => "PNG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "GIF",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "WebP",
        _ => null,
    };
}
