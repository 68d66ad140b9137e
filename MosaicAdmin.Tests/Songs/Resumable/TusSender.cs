using System.Globalization;
using System.Net;
using System.Text;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>A client of the tus protocol, as plain as it can be, and one that breaks off where it is told to.</summary>
public sealed class TusSender(HttpClient api)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Begins an upload and returns where its bytes go.</summary>
    public async Task<string> Open(long length, string name = "song.wav")
    {
        using var answer = await Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", Number(length)), ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    public async Task<long> Offset(string upload)
    {
        using var answer = await Send(HttpMethod.Head, upload);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    public Task<HttpResponseMessage> Append(string upload, long offset, byte[] bytes) => Append(upload, offset, new ByteArrayContent(bytes));

    public async Task<HttpResponseMessage> Append(string upload, long offset, HttpContent content)
    {
        content.Headers.ContentType = new("application/offset+octet-stream");
        using var request = Request(HttpMethod.Patch, upload, ("Upload-Offset", Number(offset)));
        request.Content = content;
        return await api.SendAsync(request, Stop);
    }

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, headers);
        return await api.SendAsync(request, Stop);
    }

    /// <summary>A connection that dies when the given bytes have arrived, though more were announced.</summary>
    public async Task Break(string upload, long offset, byte[] bytes, int announced)
    {
        var end = offset + bytes.Length;
        await Eventually.Get(
            async () =>
            {
                // The connection before this one may not be noticed to be dead yet: it has to be tried again.
                await Assert.ThrowsAnyAsync<HttpRequestException>(() => Append(upload, offset, new BrokenContent(bytes, announced, Arrived)));
                return await Offset(upload);
            },
            at => at == end);

        async Task Arrived()
        {
            for (var looks = 0; looks < 40 && await Offset(upload) < end; looks++)
            {
                await Task.Delay(25, Stop);
            }
        }
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static HttpRequestMessage Request(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers.Prepend(("Tus-Resumable", "1.0.0")).GroupBy(h => h.Item1).Select(h => h.Last()))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private sealed class BrokenContent(byte[] bytes, int announced, Func<Task> arrived) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes);
            await stream.FlushAsync();
            await arrived();
            throw new IOException("The line is cut here.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = announced;
            return true;
        }
    }
}
