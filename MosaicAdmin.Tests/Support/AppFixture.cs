using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tests.Support;

/// <summary>
/// The real app on a real port, in Development, with a data folder of its own and a window of a second, and the verbs tests speak.
/// Share it through <see cref="AppCollection"/>; a test that needs other settings starts its own:
/// <c>await using var app = await AppFixture.Start(("Mosaic:Window", "00:00:05"));</c>
/// </summary>
public sealed class AppFixture : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string DemoToken = "demo-token-for-development-only";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mosaic-test-");
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Mosaic:Window"] = "00:00:01",
        ["Mosaic:MaxWait"] = "00:00:10",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    private bool _serves;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:43210</c>.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    public string DataRoot => _data.FullName;

    public SequenceOracle Oracle { get; } = new();

    public static async Task<AppFixture> Start(params (string Key, string Value)[] settings)
    {
        var app = new AppFixture();
        foreach (var (key, value) in settings)
        {
            app._settings[key] = value;
        }

        await app.InitializeAsync();
        return app;
    }

    public ValueTask InitializeAsync()
    {
        _settings["Data:Root"] = _data.FullName;
        UseKestrel(0);
        StartServer();
        _serves = true;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        // Opened while the app can still say how, read when its last run is over.
        await using var db = _serves ? Database() : null;
        _ = db?.Model;
        await base.DisposeAsync();
        try
        {
            await (db is null ? Task.CompletedTask : Oracle.Judge(db));
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>The app's tables.</summary>
    public MosaicDb Database() => Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContext();

    /// <summary>A client with the demo token's rights.</summary>
    public HttpClient Api()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoToken);
        return client;
    }

    public async Task<Guid> CreatePlaylist(string name, string coverMode = "mosaic")
    {
        using var api = Api();
        using var answer = await api.PostAsJsonAsync("/api/v1/playlists", new { name, coverMode }, TestContext.Current.CancellationToken);
        return (await Json(answer)).GetProperty("id").GetGuid();
    }

    public async Task<JsonElement> Playlist(Guid id) => await Get($"/api/v1/playlists/{id}");

    /// <summary>Uploads one song and returns the answer's <c>{song, taskId, dueAt}</c>.</summary>
    public async Task<JsonElement> Upload(Guid playlist, string title, byte[]? audio = null, byte[]? cover = null, Guid? batch = null, int? order = null)
    {
        using var api = Api();
        using var form = new MultipartFormDataContent { { new StringContent(title), "title" } };
        if (batch is { } together)
        {
            form.Add(new StringContent(together.ToString()), "batch");
        }

        if (order is { } place)
        {
            form.Add(new StringContent(place.ToString(System.Globalization.CultureInfo.InvariantCulture)), "order");
        }

        if (audio is not null)
        {
            form.Add(new ByteArrayContent(audio), "audio", $"{title}.wav");
        }

        if (cover is not null)
        {
            form.Add(new ByteArrayContent(cover), "cover", $"{title}.png");
        }

        api.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await api.PostAsync($"/api/v1/playlists/{playlist}/songs", form, TestContext.Current.CancellationToken);
        return await Json(answer);
    }

    /// <summary>Waits until everything asked for so far is built, and returns the playlist.</summary>
    public Task<JsonElement> WaitForMosaic(Guid playlist) => Eventually.Get(
        () => Playlist(playlist),
        p => p.GetProperty("coverKind").GetString() == "mosaic" && p.GetProperty("builtRevision").GetInt64() == p.GetProperty("revision").GetInt64());

    public async Task<JsonElement> Get(string path)
    {
        using var api = Api();
        using var answer = await api.GetAsync(path, TestContext.Current.CancellationToken);
        return await Json(answer);
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);
        return base.CreateHost(builder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Settings given here are there before Program reads its first one.
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }

    private void Clear()
    {
        try
        {
            _data.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file still open is the system's to clear; no test depends on it.
        }
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}

/// <summary>Tests that share one running app and one browser; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class AppCollection : ICollectionFixture<AppFixture>, ICollectionFixture<BrowserFixture>
{
    public const string Name = "App";
}
