using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>One song as a client sends it: the same again is the same key with the same bytes.</summary>
public sealed record Sending(string Title, byte[] Cover)
{
    public string Key { get; } = Guid.NewGuid().ToString();

    public static Sending Some(string title = "Song", float hue = 120) => new(title, TestCover.Png(hue, 96));
}

/// <summary>The real app in a process of its own, which a test may kill, stop and continue.</summary>
public sealed partial class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly HttpClient _api = new() { Timeout = TimeSpan.FromSeconds(30) };

    private NodeProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AppFixture.DemoToken);
    }

    /// <summary>A client with the demo token's rights.</summary>
    public HttpClient Api => _api;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it and waits until it listens, on a port of the system's choice.</summary>
    public static async Task<NodeProcess> Start(IEnumerable<(string Key, string Value)> settings)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var assembly = Path.Combine(Folders.Repository, "MosaicAdmin", "bin", configuration, "net10.0", "MosaicAdmin.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // It lives for seconds: what is gathered for a long life only costs it its start.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var node = new NodeProcess(Process.Start(start)!);
        try
        {
            var line = await node.Says(Listening());
            node._api.BaseAddress = new Uri(Listening().Match(line).Groups[1].Value);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it has written a line like this, and returns the line.</summary>
    public async Task<string> Says(Regex pattern)
    {
        var line = await Eventually.Get(
            () => Task.FromResult(_output.FirstOrDefault(pattern.IsMatch) ?? (_process.HasExited ? "" : null)), line => line is not null, TimeSpan.FromSeconds(60));
        return line!.Length > 0 ? line : throw new InvalidOperationException($"The app ended before it said {pattern}:\n{string.Join('\n', _output)}");
    }

    public Task<string> Says(string part) => Says(new Regex(Regex.Escape(part)));

    /// <summary>How often it has written a line with this in it.</summary>
    public int Times(string part) => _output.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until it stands at the step it was told to stand at.</summary>
    public Task Fault() => Says(AtFault());

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Stop);
    }

    /// <summary>SIGTERM: it ends as a service manager would end it.</summary>
    public async Task End()
    {
        await Signal("TERM");
        await _process.WaitForExitAsync(Stop);
    }

    public Task Pause() => Signal("STOP");

    /// <summary>Goes on after <see cref="Pause"/>, and past the step it stands at.</summary>
    public Task Continue() => Signal("CONT");

    public async Task<Guid> CreatePlaylist(string name)
    {
        using var answer = await _api.PostAsJsonAsync("/api/v1/playlists", new { name }, Stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    /// <summary>Uploads a song and returns its id and the task's; anything but 201 is an exception.</summary>
    public async Task<(Guid Song, Guid Task)> Upload(Guid playlist, Sending song)
    {
        using var form = new MultipartFormDataContent { { new StringContent(song.Title), "title" }, { new ByteArrayContent(song.Cover), "cover", "cover.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/playlists/{playlist}/songs") { Content = form };
        request.Headers.Add("Idempotency-Key", song.Key);
        using var answer = await _api.SendAsync(request, Stop);
        var body = await answer.Content.ReadAsStringAsync(Stop);
        var added = answer.StatusCode == System.Net.HttpStatusCode.Created
            ? JsonElement.Parse(body)
            : throw new HttpRequestException($"{(int)answer.StatusCode}: {body}", inner: null, answer.StatusCode);
        return (added.GetProperty("song").GetProperty("id").GetGuid(), added.GetProperty("taskId").GetGuid());
    }

    /// <summary>Cancel, force, hold or release.</summary>
    public async Task Act(Guid playlist, string act)
    {
        using var answer = await _api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/{act}", new { reason = "a test" }, Stop);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    }

    public async Task DeletePlaylist(Guid playlist)
    {
        using var answer = await _api.DeleteAsync($"/api/v1/playlists/{playlist}", Stop);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _output));
        }

        _process.Dispose();
        _api.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Stop);
        Assert.Equal(0, kill.ExitCode);
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"^FAULT \w+$")]
    private static partial Regex AtFault();
}
