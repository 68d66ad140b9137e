using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The server's side of resumable uploads with made-up answers, for tests of what the page makes of them.</summary>
internal sealed partial class FakeUploads
{
    private readonly ConcurrentDictionary<string, long> _lengths = new();
    private readonly ConcurrentDictionary<string, bool> _whole = new();
    private readonly ConcurrentQueue<long> _offsets = new();
    private TaskCompletionSource _open = Opened();

    /// <summary>No request is answered.</summary>
    public bool Away { get; set; }

    /// <summary>How many bytes of an unfinished file are there.</summary>
    public long Arrived { get; set; }

    /// <summary>From where each PATCH went on.</summary>
    public IReadOnlyCollection<long> Offsets => _offsets;

    /// <summary>Bytes are taken and not answered until <see cref="Release"/>.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public Task Attach(IPage page) => page.RouteAsync(Uploads(), Answer);

    private async Task Answer(IRoute route)
    {
        var request = route.Request;
        var upload = new Uri(request.Url).AbsolutePath;
        if (Away)
        {
            await route.AbortAsync();
            return;
        }

        switch (request.Method)
        {
            case "POST":
                var location = $"/api/v1/uploads/{Guid.NewGuid()}";
                _lengths[location] = Number(request.Headers["upload-length"]);
                await Fulfill(route, 201, ("Location", location));
                break;
            case "HEAD":
                await Fulfill(route, 200, ("Upload-Offset", Text(_whole.ContainsKey(upload) ? _lengths[upload] : Arrived)), ("Upload-Length", Text(_lengths[upload])));
                break;
            case "PATCH":
                _offsets.Enqueue(Number(request.Headers["upload-offset"]));
                if (!_open.Task.IsCompleted)
                {
                    // Held until nobody waits for the answer any more.
                    await _open.Task;
                    break;
                }

                _whole[upload] = true;
                await Fulfill(route, 204, ("Upload-Offset", Text(_lengths[upload])));
                break;
            case "DELETE":
                await Fulfill(route, 204);
                break;
            default:
                await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
                break;
        }
    }

    private static async Task Fulfill(IRoute route, int status, params (string Name, string Value)[] headers)
    {
        try
        {
            await route.FulfillAsync(new() { Status = status, Headers = headers.Append(("Tus-Resumable", "1.0.0")).ToDictionary(h => h.Item1, h => h.Item2) });
        }
        catch (PlaywrightException)
        {
            // The page has stopped asking.
        }
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("/api/v1/uploads(/|$)")]
    private static partial Regex Uploads();
}
