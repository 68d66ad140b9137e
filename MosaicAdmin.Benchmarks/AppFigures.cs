using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using MosaicAdmin.Demo;

namespace MosaicAdmin.Benchmarks;

/// <summary>
/// Figures of the whole app, as a user meets it: the built app as a process of its own, on embedded defaults in a fresh folder, measured over
/// HTTP. Medians of several rounds, printed as the rows of docs/benchmarks.md.
/// </summary>
internal sealed class AppFigures : IAsyncDisposable
{
    private const string Token = "demo-token-for-development-only";
    private const int Rounds = 5;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mosaic-figures-");
    private readonly HttpClient _api;
    private readonly Process _app;

    private AppFigures()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        _app = Process.Start(new ProcessStartInfo("dotnet", [AppAssembly()])
        {
            WorkingDirectory = Path.GetDirectoryName(AppAssembly())!,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address,
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Data__Root"] = _data.FullName,
                ["Mosaic__Window"] = "00:00:02",
                ["Mosaic__MaxWait"] = "00:00:10",
            },
        })!;
        _app.OutputDataReceived += (_, _) => { };
        _app.BeginOutputReadLine();
        _api = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public static async Task Print()
    {
        var starts = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var app = new AppFigures();
            await app.Answers("/login");
            starts.Add(watch.Elapsed.TotalMilliseconds);
            if (round == Rounds - 1)
            {
                await app.Measure();
            }
        }

        Row("start to first page", Median(starts), "ms");
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        _app.Kill(entireProcessTree: true);
        await _app.WaitForExitAsync();
        _app.Dispose();
        _data.Delete(recursive: true);
    }

    private static void Row(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {value:0.#} | {unit} |"));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>The app as the solution built it in this configuration, with its static assets.</summary>
    private static string AppAssembly()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var (framework, configuration) = (folder.Name, folder.Parent!.Name);
        while (!File.Exists(Path.Combine(folder.FullName, "MosaicAdmin.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "MosaicAdmin", "bin", configuration, framework, "MosaicAdmin.dll");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A playable WAV of silence.</summary>
    private static byte[] Wav(int bytes)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)2);
        writer.Write(44100);
        writer.Write(44100 * 4);
        writer.Write((short)4);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
        return stream.ToArray();
    }

    private async Task Measure()
    {
        await WaitUntil(async () => await Processor() < 0.02);
        _app.Refresh();
        Row("memory, idle after the first page (resident)", _app.WorkingSet64 / 1048576.0, "MB");

        var large = Wav(200 << 20);
        var speeds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var playlist = await Playlist($"speed {round}");
            var watch = Stopwatch.StartNew();
            await Upload(playlist, "large", audio: large);
            speeds.Add(large.Length / 1048576.0 / watch.Elapsed.TotalSeconds);
        }

        Row("upload of one 200 MB file", Median(speeds), "MB/s");

        var (visible, late) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds * 3; round++)
        {
            var playlist = await Playlist($"latency {round}");
            var watch = Stopwatch.StartNew();
            var task = await Upload(playlist, "cover", cover: DrawCover.Execute(round % 12));
            await WaitUntil(async () => (await Get($"/api/v1/playlists/{playlist}")).GetProperty("state").GetString() == "pending");
            visible.Add(watch.Elapsed.TotalMilliseconds);
            await WaitUntil(async () => (await Get($"/api/v1/playlists/{playlist}")).GetProperty("coverKind").GetString() == "mosaic");
            var run = await Get($"/api/v1/tasks/{task.GetProperty("taskId").GetString()}");
            var success = run.GetProperty("signals").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "success");
            late.Add((success.GetProperty("at").GetDateTimeOffset() - task.GetProperty("dueAt").GetDateTimeOffset()).TotalMilliseconds);
        }

        Row("from sending an upload to its state being visible", Median(visible), "ms");
        Row("from due time to finished mosaic", Median(late), "ms");
    }

    private async Task<double> Processor()
    {
        var before = _app.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromSeconds(1));
        _app.Refresh();
        return (_app.TotalProcessorTime - before) / watch.Elapsed;
    }

    private Task Answers(string path) => WaitUntil(async () =>
    {
        try
        {
            using var answer = await _api.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    private async Task<Guid> Playlist(string name)
    {
        using var answer = await _api.PostAsJsonAsync("/api/v1/playlists", new { name });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> Upload(Guid playlist, string title, byte[]? audio = null, byte[]? cover = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(title), "title" } };
        if (audio is not null)
        {
            form.Add(new ByteArrayContent(audio), "audio", $"{title}.wav");
        }

        if (cover is not null)
        {
            form.Add(new ByteArrayContent(cover), "cover", $"{title}.jpg");
        }

        using var answer = await _api.PostAsync($"/api/v1/playlists/{playlist}/songs", form);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<JsonElement> Get(string path) => _api.GetFromJsonAsync<JsonElement>(path);

    private static async Task WaitUntil(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(5);
        }
    }
}
