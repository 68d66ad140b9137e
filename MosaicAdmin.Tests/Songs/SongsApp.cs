using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>The running app with low limits, shared by the tests of songs over HTTP, and what they all say to it.</summary>
public sealed class SongsApp : IAsyncLifetime
{
    public const int MaxAudio = 2_000_000;
    public const int MaxCover = 300_000;

    private AppFixture? _app;

    public AppFixture App => _app!;

    public HttpClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await AppFixture.Start(
            ("Upload:MaxAudioBytes", $"{MaxAudio}"), ("Upload:MaxCoverBytes", $"{MaxCover}"), ("Mosaic:Window", "01:00:00"), ("Mosaic:MaxWait", "04:00:00"));
        Api = App.Api();
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await App.DisposeAsync();
    }

    public Task<Guid> Playlist() => App.CreatePlaylist($"Songs {Guid.NewGuid():n}");

    public async Task<(int Status, JsonElement Body)> Post(Guid playlist, params FormPart[] parts) => await Post(playlist, null, parts);

    public async Task<(int Status, JsonElement Body)> Post(Guid playlist, string? key, params FormPart[] parts)
    {
        using var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            part.AddTo(form);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/playlists/{playlist}/songs") { Content = form };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Send(request);
    }

    public async Task<(int Status, JsonElement Body)> Send(HttpRequestMessage request)
    {
        using var answer = await Api.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode && text.Length > 0)
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async Task<T> Read<T>(Func<MosaicDb, Task<T>> query)
    {
        await using var db = await App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync();
        return await query(db);
    }

    /// <summary>Every file of the store and every one still arriving, but for parts of uploads that may go on another day.</summary>
    public string[] FilesOnDisk() =>
    [
        .. new[] { "files", "uploads" }
            .Select(folder => Path.Combine(App.DataRoot, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/uploads/parts/", StringComparison.Ordinal))
            .Order(),
    ];
}

/// <summary>A word or a file of an upload.</summary>
public sealed record FormPart(string Name, byte[]? Bytes, string? FileName, string? Text)
{
    public static FormPart Word(string name, string text) => new(name, null, null, text);

    public static FormPart Audio(byte[] bytes, string fileName = "song.bin") => new("audio", bytes, fileName, null);

    public static FormPart Cover(byte[] bytes, string fileName = "cover.bin") => new("cover", bytes, fileName, null);

    public void AddTo(MultipartFormDataContent form)
    {
        if (Bytes is null)
        {
            form.Add(new StringContent(Text!), Name);
            return;
        }

        // Written by hand, as a hostile sender would: the client's own writer refuses some names.
        var content = new ByteArrayContent(Bytes);
        content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{Name}\"; filename*=UTF-8''{Uri.EscapeDataString(FileName!)}");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content);
    }
}

/// <summary>Tests of songs that share one running app; they run one after another, since some count files.</summary>
[CollectionDefinition(Name)]
public sealed class SongsCollection : ICollectionFixture<SongsApp>
{
    public const string Name = "Songs";
}
