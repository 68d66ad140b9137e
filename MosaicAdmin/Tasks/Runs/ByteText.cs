using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>A size as people say it: <c>184 KB</c>, <c>1.2 MB</c>.</summary>
public static class ByteText
{
    public static string Of(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };
}
