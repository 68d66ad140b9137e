using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Faults;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The line between browser and server is cut for real, in the middle of a file.</summary>
[Collection(AppCollection.Name)]
public sealed class UploadResumeTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private const int Cut = 3_000_000;

    // What Kestrel has read and nobody has fetched yet goes with its connection.
    private const int Held = 1_500_000;

    private static readonly byte[] Song = TestSound.Wav(440, seconds: 500);

    private readonly ConcurrentQueue<long> _offsets = new();

    [Fact]
    public async Task After_a_lost_connection_a_file_goes_on_where_it_stopped()
    {
        ExpectErrors("ERR_|_blazor|WebSocket|Connection disconnected|Failed to");
        await using var line = new TcpProxy(App.Address.Authority);
        var playlist = await App.CreatePlaylist("Cut");
        var page = await OpenUpload(line, playlist);
        line.CutAfter = Cut;

        await page.GetByTestId("song-files").SetInputFilesAsync(new FilePayload { Name = "long.wav", MimeType = "audio/wav", Buffer = Song });
        await page.GetByTestId("upload-start").ClickAsync();
        await Eventually.True(() => _offsets.Any(offset => offset > 0));
        await Expect(page.GetByTestId("upload-row")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });

        // Each time a little further, and nothing that had arrived is sent again.
        var offsets = _offsets.ToArray();
        Assert.Equal(offsets.Order(), offsets);
        Assert.Equal(offsets.Length, offsets.Distinct().Count());
        Assert.InRange(offsets[1], Cut - Held, Cut + TcpProxy.Chunk);
        Assert.InRange(offsets.Length, (Song.Length / Cut) + 1, (Song.Length / (Cut - Held)) + 2);
        await Same(playlist);
    }

    [Fact]
    public async Task After_a_reload_the_same_file_chosen_again_goes_on_where_it_stopped()
    {
        ExpectErrors("ERR_|_blazor|WebSocket|Connection disconnected|Failed to");
        var folder = Directory.CreateTempSubdirectory("mosaic-resume-");
        var file = Path.Combine(folder.FullName, "long.wav");
        await File.WriteAllBytesAsync(file, Song, TestContext.Current.CancellationToken);
        await using var line = new TcpProxy(App.Address.Authority);
        var playlist = await App.CreatePlaylist("Reload");
        var page = await OpenUpload(line, playlist);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        line.CutAfter = Cut;
        await page.GetByTestId("song-files").SetInputFilesAsync(file);
        await Eventually.True(() => _offsets.Any(offset => offset > 0));
        line.CutAfter = long.MaxValue;
        await page.GotoAsync($"http://{line.Address}/login");
        _offsets.Clear();

        await page.GotoAsync($"http://{line.Address}/upload?playlist={playlist}");
        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("1 file was on its way when this page was left. Choose it again and it goes on where it stopped: long.wav");
        await page.GetByTestId("song-files").SetInputFilesAsync(file);
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.GetByTestId("upload-row")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });

        Assert.All(_offsets, offset => Assert.InRange(offset, Cut - Held, Song.Length));
        Assert.Equal("[]", await page.EvaluateAsync<string>("() => localStorage.getItem('mosaic.uploads')"));
        await Same(playlist);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_ready_to_save_is_there_again_after_a_reload_with_what_was_written()
    {
        ExpectErrors("ERR_|_blazor|WebSocket|Connection disconnected|Failed to");
        await using var line = new TcpProxy(App.Address.Authority);
        var playlist = await App.CreatePlaylist("Ready");
        var page = await OpenUpload(line, playlist);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByTestId("song-files").SetInputFilesAsync(new FilePayload { Name = "long.wav", MimeType = "audio/wav", Buffer = Song });
        var title = page.GetByTestId("upload-row").Locator("[data-part=title]");
        await title.FillAsync("Typed before the reload");
        await title.BlurAsync();
        await page.WaitForFunctionAsync("() => localStorage.getItem('mosaic.uploads')?.includes('Typed')");
        await Expect(page.GetByTestId("upload-row")).ToContainTextAsync("Ready to save", new() { Timeout = 60_000 });

        await page.ReloadAsync();
        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("1 song that was ready to save is here again.");
        await Expect(title).ToHaveValueAsync("Typed before the reload");
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.GetByTestId("upload-row")).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 60_000 });

        await Same(playlist);
        var song = (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("Typed before the reload", song.GetProperty("title").GetString());
        Assert.Equal("[]", await page.EvaluateAsync<string>("() => localStorage.getItem('mosaic.uploads')"));
    }

    [Fact]
    public async Task Nobody_uploads_with_another_sites_hand()
    {
        ExpectErrors("status of 400");
        var page = await Open("/upload", "Editor");
        var status = await page.EvaluateAsync<int>("async () => (await fetch('/api/v1/uploads', { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '5' } })).status");
        Assert.Equal(400, status);
    }

    private async Task<IPage> OpenUpload(TcpProxy line, Guid playlist)
    {
        var page = await Open($"http://{line.Address}/upload?playlist={playlist}", "Editor");
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();
        page.Request += (_, request) =>
        {
            if (request.Method == "PATCH" && request.Headers.TryGetValue("upload-offset", out var offset))
            {
                _offsets.Enqueue(long.Parse(offset, CultureInfo.InvariantCulture));
            }
        };
        return page;
    }

    private async Task Same(Guid playlist)
    {
        var song = (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().Single();
        using var api = App.Api();
        Assert.Equal(Song, await api.GetByteArrayAsync(song.GetProperty("audioUrl").GetString(), TestContext.Current.CancellationToken));
    }
}
