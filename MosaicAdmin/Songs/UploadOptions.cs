using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Songs;

/// <summary>How large a file may be before it is refused.</summary>
public sealed class UploadOptions
{
    public const string Section = "Upload";

    [Range(1, 16L << 30)]
    public long MaxAudioBytes { get; set; } = 512L << 20;

    /// <summary>How many files one person may have on the server that are no songs yet.</summary>
    [Range(1, 100_000)]
    public int MaxOpen { get; set; } = 1000;

    /// <summary>How many bytes those may have together.</summary>
    [Range(1, 16L << 40)]
    public long MaxOpenBytes { get; set; } = 64L << 30;

    /// <summary>How long such a file is kept after its last byte.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeepParts { get; set; } = TimeSpan.FromHours(24);

    /// <summary>At most 256 MB, since a cover is decoded from memory.</summary>
    [Range(1, 256L << 20)]
    public long MaxCoverBytes { get; set; } = 32L << 20;

    /// <summary>Width times height, read from the header before a pixel is decoded. PNG and GIF, which cannot be decoded smaller, stop at 36 million.</summary>
    [Range(1, 144_000_000L)]
    public long MaxCoverPixels { get; set; } = 50_000_000;
}
