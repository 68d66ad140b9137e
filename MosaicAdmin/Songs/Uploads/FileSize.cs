using System.Globalization;

namespace MosaicAdmin.Songs;

/// <summary>Sizes for a sentence.</summary>
public static class FileSize
{
    /// <summary>Such as <c>512 MB</c>; limits below a megabyte in bytes.</summary>
    public static string Spoken(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MB");
}
