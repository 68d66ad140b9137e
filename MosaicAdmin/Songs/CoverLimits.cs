using System.Globalization;

namespace MosaicAdmin.Songs;

/// <summary>How large a picture may be, judged by its header. Each answer is the rest of a sentence that begins with the file's name, or null.</summary>
internal static class CoverLimits
{
    private const int MaxSide = 12_000;
    private const int MaxAspect = 20;
    private const int MaxFrames = 1_000;
    private const long MaxMemory = 160L << 20;

    // PNG and GIF cannot be decoded smaller than they are.
    private const long MaxPixelsUnscaled = 36_000_000;

    public static string? Problem(string kind, int width, int height, int frames, long maxPixels)
    {
        maxPixels = kind is "PNG" or "GIF" ? Math.Min(maxPixels, MaxPixelsUnscaled) : maxPixels;
        return (width, height) switch
        {
            _ when Math.Max(width, height) > MaxSide => Size($"{MaxSide:N0} pixels on a side"),
            _ when (long)width * height > maxPixels => Size($"{maxPixels / 1e6:0.##} million pixels as a {kind}"),
            _ when Math.Max(width, height) > (long)Math.Min(width, height) * MaxAspect => Size($"{MaxAspect} times as long as wide"),
            _ when frames > MaxFrames => Text($"has {frames:N0} frames; a cover may have at most {MaxFrames:N0}"),
            _ => null,
        };

        string Size(FormattableString limit) => Text($"is {width:N0} × {height:N0} pixels; a cover may be at most {Text(limit)}");
    }

    /// <param name="bytes">The largest buffer decoding takes.</param>
    public static string? MemoryProblem(long bytes) => bytes > MaxMemory
        ? Text($"needs {bytes >> 20:N0} MB of memory to decode; a cover may need at most {MaxMemory >> 20} MB")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
