using System.Globalization;
using System.Text;

namespace MosaicAdmin.Songs;

/// <summary>The words of the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload), read strictly.</summary>
public static class Tus
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,termination,expiration";
    public const string ContentType = "application/offset+octet-stream";
    public const string Resumable = "Tus-Resumable";
    public const string Length = "Upload-Length";
    public const string Offset = "Upload-Offset";
    public const string Metadata = "Upload-Metadata";
    public const string Expires = "Upload-Expires";

    private const int LongestMetadata = 8 << 10;

    /// <summary>A number of bytes from a header.</summary>
    /// <exception cref="BadHttpRequestException">The header is missing or is no whole number from 0.</exception>
    public static long ReadNumber(IHeaderDictionary headers, string name) =>
        headers[name] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadHttpRequestException($"The header {name} is missing or is no number of bytes.");

    /// <summary>Pairs of a key and a value in Base64, between commas; a key may come without a value, and none comes twice.</summary>
    /// <exception cref="BadHttpRequestException">It is none of that.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string? header)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in string.IsNullOrEmpty(header) ? [] : header.Split(','))
        {
            var parts = pair.Trim(' ').Split(' ');
            var value = new byte[LongestMetadata];
            if (header!.Length > LongestMetadata || parts.Length > 2 || parts[0].Length == 0 || !Ascii.IsValid(parts[0])
                || !Convert.TryFromBase64String(parts.ElementAtOrDefault(1) ?? "", value, out var length)
                || !pairs.TryAdd(parts[0], Encoding.UTF8.GetString(value, 0, length)))
            {
                throw new BadHttpRequestException($"The header {Metadata} is no list of keys with values in Base64.");
            }
        }

        return pairs;
    }
}
