using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace MosaicAdmin.Tasks;

/// <summary>One signed post. The signature covers the time as well, so that an old post cannot be played again later.</summary>
public static class WebhookRequest
{
    public const string Event = "X-Mosaic-Event";
    public const string Timestamp = "X-Mosaic-Timestamp";
    public const string Signature = "X-Mosaic-Signature";

    public static HttpRequestMessage Make(string url, string secret, long id, DateTimeOffset now, byte[] body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
            Headers =
            {
                { Event, id.ToString(CultureInfo.InvariantCulture) },
                { Timestamp, timestamp },
                { Signature, Sign(secret, timestamp, body) },
                { "User-Agent", "MosaicAdmin" },
            },
        };
    }

    /// <summary><c>sha256=</c> and the HMAC, in lower-case hex, of the timestamp, a dot and the body.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{timestamp}."));
        hmac.AppendData(body);
        return $"sha256={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
