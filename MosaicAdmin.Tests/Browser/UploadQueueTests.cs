using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The upload queue in a browser, with the server's answers made up, so that each can be had at will.</summary>
[Collection(AppCollection.Name)]
public sealed class UploadQueueTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private readonly ConcurrentQueue<IRequest> _sent = new();

    /// <summary>Takes every file at once, unless a test says otherwise.</summary>
    private FakeUploads Server { get; } = new();

    [Fact]
    public async Task Dropped_files_become_rows_with_their_covers()
    {
        var page = await OpenUpload();

        await page.Drop(Sound("10 - Ada - Late.wav"), Sound("2. Early.wav"), Picture("2. early.PNG"), Picture("back.png"), new("notes.pdf", [1]));

        await Expect(Rows(page)).ToHaveCountAsync(3);
        await Expect(Rows(page).Nth(0).GetByLabel("Title of 2. Early.wav")).ToHaveValueAsync("Early");
        await Expect(Rows(page).Nth(0).Locator("img")).ToHaveAttributeAsync("src", new Regex("^blob:"));
        await Expect(Rows(page).Nth(1).GetByLabel("Title of")).ToHaveValueAsync("Late");
        await Expect(Rows(page).Nth(1).GetByLabel("Artist of")).ToHaveValueAsync("Ada");
        await Expect(Rows(page).Nth(1).Locator("img")).Not.ToHaveAttributeAsync("src", new Regex("."));
        await Expect(page.GetByText("back.png")).ToBeVisibleAsync();
        await Expect(Rows(page).Nth(2)).ToHaveAttributeAsync("data-state", "failed");
        await Expect(Rows(page).Nth(2)).ToContainTextAsync("notes.pdf is no song");
        await Expect(Rows(page).Nth(0)).ToHaveAttributeAsync("data-state", "queued");
        await Expect(page.GetByTestId("upload-progress")).ToHaveAttributeAsync("aria-valuenow", "0");
    }

    [Fact]
    public async Task A_dropped_folder_is_walked_to_its_end()
    {
        var folder = Directory.CreateTempSubdirectory("mosaic-drop-");
        var inner = folder.CreateSubdirectory("Album").CreateSubdirectory("Disc 1");
        for (var i = 1; i <= 130; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(inner.FullName, $"{i}. Song {i}.wav"), TestSound.Wav(200 + i, 0.05), TestContext.Current.CancellationToken);
        }

        await File.WriteAllBytesAsync(Path.Combine(inner.FullName, "Cover.jpg"), TestCover.Png(40, 64), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "Album", "loose.flac"), [1, 2, 3], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Album", "sleeve notes.txt"), "by hand", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Album", ".DS_Store"), "litter", TestContext.Current.CancellationToken);
        var page = await OpenUpload();

        await page.DropFromDisk(Path.Combine(folder.FullName, "Album"));

        await Expect(Rows(page)).ToHaveCountAsync(131);
        await Expect(Rows(page).Nth(0)).ToContainTextAsync("Album/loose.flac");
        await Expect(Rows(page).Nth(1)).ToContainTextAsync("Album/Disc 1/1. Song 1.wav");
        await Expect(Rows(page).Nth(130).GetByLabel("Title of")).ToHaveValueAsync("Song 130");
        await Expect(page.Locator("[data-testid=upload-row] img[src^='blob:']")).ToHaveCountAsync(130);
        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("sleeve notes.txt");
        await Expect(page.Locator("[data-upload=note]")).Not.ToContainTextAsync("DS_Store");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Five_hundred_files_go_up_five_at_once_and_the_page_stays_smooth()
    {
        var page = await OpenUpload();
        var (now, most) = (0, 0);
        await Answer(page, async route =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await Done(route);
        });
        await page.EvaluateAsync("() => { window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.longest = Math.max(window.longest, e.duration); })).observe({ type: 'longtask' }); }");

        await page.GetByTestId("song-files").SetInputFilesAsync(Enumerable.Range(0, 500).Select(i => new FilePayload { Name = $"Song {i:000}.wav", MimeType = "audio/wav", Buffer = [1, 2, 3, 4] }));
        await Expect(Rows(page)).ToHaveCountAsync(500);
        await page.GetByTestId("upload-start").ClickAsync();

        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(500, new() { Timeout = 120_000 });
        await Expect(page.GetByTestId("upload-progress")).ToHaveAttributeAsync("aria-valuenow", "100");
        Assert.InRange(most, 2, 5);
        Assert.Equal(500, _sent.Select(Key).Distinct().Count());
        Assert.Single(await Fields(page, "batch"));
        Assert.InRange(await page.EvaluateAsync<double>("() => window.longest"), 0, 1000);
    }

    [Fact]
    public async Task A_paused_file_waits_and_goes_on_where_it_stopped()
    {
        ExpectErrors("ERR_");
        var page = await OpenUpload();
        Server.Hold();
        await page.Drop(Sound("one.wav"), Sound("two.wav"));
        await Expect(Rows(page).Nth(0)).ToHaveAttributeAsync("data-word", "uploading");

        await page.GetByTestId("upload-pause-all").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-word=paused]")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("upload-resume-all")).ToBeFocusedAsync();
        Server.Arrived = 100;
        Server.Release();
        await Rows(page).Nth(0).GetByTestId("upload-resume").ClickAsync();

        await Expect(Rows(page).Nth(0)).ToHaveAttributeAsync("data-word", "ready");
        await Expect(Rows(page).Nth(1)).ToHaveAttributeAsync("data-word", "paused");
        Assert.Equal([0, 0, 100], Server.Offsets);
        Assert.Empty(_sent);
    }

    [Fact]
    public async Task A_send_without_an_answer_is_repeated_to_the_letter_and_edits_follow()
    {
        ExpectErrors("ERR_");
        var page = await OpenUpload();
        var edited = new TaskCompletionSource<string>();
        var second = new TaskCompletionSource();
        await Answer(page, async route =>
        {
            if (_sent.Count == 1)
            {
                await route.AbortAsync();
                return;
            }

            await second.Task;
            await Done(route);
        });
        await page.RouteAsync("**/api/v1/playlists/*/songs/*", async route =>
        {
            edited.SetResult(route.Request.PostData!);
            await route.FulfillAsync(new() { Status = 200, ContentType = "application/json", Body = "{}" });
        });
        await page.Drop(Sound("one.wav"));
        await page.GetByLabel("Artist of one.wav").FillAsync("First");
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("The server cannot be reached. 1 song goes on by itself");

        await page.GetByLabel("Artist of one.wav").FillAsync("Second");
        await page.GetByLabel("Artist of one.wav").BlurAsync();
        second.SetResult();

        await Expect(Rows(page)).ToContainTextAsync("Change saved");
        await Expect(page.Locator("[data-upload=note]")).ToBeHiddenAsync();
        Assert.Equal("Second", JsonDocument.Parse(await edited.Task).RootElement.GetProperty("artist").GetString());
        Assert.Equal(["First"], await Fields(page, "artist"));
        Assert.Single(_sent.Select(Key).Distinct());
    }

    [Fact]
    public async Task When_the_server_is_away_everything_waits_and_goes_on_by_itself()
    {
        ExpectErrors("ERR_");
        var page = await OpenUpload();
        var away = true;
        await Answer(page, route => away ? route.AbortAsync() : Done(route));
        Server.Away = true;
        await page.Drop([.. Enumerable.Range(0, 30).Select(i => Sound($"{i}.wav"))]);
        await page.GetByTestId("upload-start").ClickAsync();

        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("The server cannot be reached. 30 songs go on by themselves");
        await Expect(page.Locator("[data-testid=upload-row][data-state=failed]")).ToHaveCountAsync(0);
        (away, Server.Away) = (false, false);
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('online'))");

        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(30, new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("upload-summary")).ToHaveTextAsync("30 of 30 songs saved");
    }

    [Fact]
    public async Task Duplicates_are_kept_replaced_or_skipped_and_nothing_is_sent_again()
    {
        ExpectErrors("409");
        var page = await OpenUpload();
        await Answer(page, async route =>
        {
            var asked = (await LastSent(page)).GetValueOrDefault("duplicates") == "ask";
            await (asked ? Problem(route, 409, "Already there.", new { id = "0198c0de-0000-7000-8000-000000000001", title = "Blue", artist = "Ada", album = (string?)null }) : Done(route));
        });
        await page.Drop(Sound("a.wav"), Sound("b.wav"), Sound("c.wav"), Sound("d.wav"));
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=duplicate]")).ToHaveCountAsync(4);
        await Expect(Rows(page).Nth(0)).ToContainTextAsync("The same audio is already in this playlist as Blue – Ada.");

        await Rows(page).Nth(0).GetByTestId("upload-skip").ClickAsync();
        await Rows(page).Nth(1).GetByTestId("upload-keep").ClickAsync();
        await Expect(Rows(page).Nth(0)).ToContainTextAsync("Skipped");
        await Expect(Rows(page).Nth(1)).ToContainTextAsync("Saved");
        await Rows(page).Nth(2).GetByTestId("upload-replace").ClickAsync();
        await Expect(Rows(page).Nth(2)).ToContainTextAsync("Saved, replaced");
        Assert.Equal("0198c0de-0000-7000-8000-000000000001", (await LastSent(page))["replaces"]);
        await Rows(page).Nth(3).GetByTestId("upload-keep").ClickAsync();

        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(4);
        var kept = await LastSent(page);
        Assert.DoesNotContain("duplicates", kept.Keys);
        Assert.DoesNotContain("audio", kept.Keys);
        Assert.Equal(7, _sent.Count);
        Assert.Equal(4, Server.Offsets.Count);
    }

    [Fact]
    public async Task A_refusal_shows_the_servers_sentence_as_text()
    {
        ExpectErrors("422");
        var page = await OpenUpload();
        await Answer(page, route => Problem(route, 422, "<img src=x onerror=alert(1)>.wav is a shopping list."));

        await page.Drop(new DroppedFile("<img src=x onerror=alert(1)>.wav", TestSound.Text()));
        await page.GetByTestId("upload-start").ClickAsync();

        await Expect(Rows(page)).ToHaveAttributeAsync("data-state", "failed");
        await Expect(Rows(page).Locator("[data-part=message]")).ToHaveTextAsync("<img src=x onerror=alert(1)>.wav is a shopping list.");
        await Expect(Rows(page).Locator("img[src=x]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Leaving_asks_while_something_is_unsent_and_only_then()
    {
        var page = await OpenUpload();
        await page.Drop(Sound("one.wav"));
        await Expect(Rows(page)).ToHaveCountAsync(1);

        await page.GetByTestId("nav-wall").ClickAsync();
        await page.GetByText("Go back").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/upload"));

        var asked = new TaskCompletionSource<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.CloseAsync(new() { RunBeforeUnload = true });
        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        await page.GetByTestId("upload-remove").ClickAsync();
        await Expect(Rows(page)).ToHaveCountAsync(0);
        await page.GetByTestId("nav-wall").ClickAsync();
        await Expect(page).ToHaveURLAsync(App.Address.ToString());
    }

    [Fact]
    public async Task Uploads_go_on_while_the_circuit_is_away()
    {
        ExpectErrors("_blazor|negotiat|blazor.web");
        var page = await OpenUpload();
        var held = new TaskCompletionSource();
        await Answer(page, async route =>
        {
            await held.Task;
            await Done(route);
        });
        await page.Drop(Sound("one.wav"), Sound("two.wav"), Sound("three.wav"), Sound("four.wav"), Sound("five.wav"), Sound("six.wav"));
        await page.GetByTestId("upload-start").ClickAsync();
        await page.RouteAsync("**/_blazor**", route => route.AbortAsync());

        await page.EvaluateAsync("() => Blazor._internal.forceCloseConnection()");
        held.SetResult();

        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Upload_needs_a_playlist_and_one_can_be_made_on_the_spot()
    {
        var page = await OpenUpload(choose: false);
        await Answer(page, Done);
        await page.Drop(Sound("one.wav"));
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.GetByText("Choose a playlist first.")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("upload-playlist")).ToBeFocusedAsync();

        await page.GetByTestId("new-playlist").ClickAsync();
        await page.GetByTestId("playlist-name").FillAsync("Made on the spot");
        await page.GetByTestId("playlist-save").ClickAsync();
        await Expect(page.GetByTestId("upload-playlist").Locator("option:checked")).ToHaveTextAsync("Made on the spot");
        await page.GetByTestId("upload-start").ClickAsync();

        await Expect(Rows(page)).ToHaveAttributeAsync("data-state", "done");
        Assert.Contains(await page.GetByTestId("upload-playlist").InputValueAsync(), _sent.Single().Url, StringComparison.Ordinal);
        Assert.Contains("playlist=", page.Url, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenUpload(bool choose = true)
    {
        var playlist = await App.CreatePlaylist("Queue");
        var page = await Open(choose ? $"/upload?playlist={playlist}" : "/upload", "Editor");
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();
        await Server.Attach(page);
        // Notes what each upload carries, since a browser does not tell a form with files to who watches its requests.
        await page.EvaluateAsync(
            """
            () => {
              window.sent = [];
              const send = XMLHttpRequest.prototype.send;
              XMLHttpRequest.prototype.send = function (form) {
                if (form instanceof FormData) {
                  window.sent.push(Object.fromEntries([...form].map(([name, value]) => [name, value instanceof File ? value.name : value])));
                }
                return send.call(this, form);
              };
            }
            """);
        return page;
    }

    private async Task Answer(IPage page, Func<IRoute, Task> answer) => await page.RouteAsync("**/api/v1/playlists/*/songs", route =>
    {
        _sent.Enqueue(route.Request);
        return answer(route);
    });

    private static Task Done(IRoute route) => route.FulfillAsync(new()
    {
        Status = 201,
        ContentType = "application/json",
        Body = JsonSerializer.Serialize(new { song = new { id = Guid.NewGuid(), title = "From the tags", artist = "Somebody", album = (string?)null }, taskId = Guid.NewGuid(), dueAt = "2026-12-01T10:00:00Z" }),
    });

    private static Task Problem(IRoute route, int status, string detail, object? existing = null) => route.FulfillAsync(new()
    {
        Status = status,
        ContentType = "application/problem+json",
        Body = JsonSerializer.Serialize(new { title = "No", detail, status, existing }),
    });

    private static ILocator Rows(IPage page) => page.GetByTestId("upload-row");

    private static string Key(IRequest request) => request.Headers["idempotency-key"];

    private static async Task<Dictionary<string, string>> LastSent(IPage page) =>
        await page.EvaluateAsync<Dictionary<string, string>>("() => window.sent.at(-1)");

    private static async Task<string[]> Fields(IPage page, string name) =>
        await page.EvaluateAsync<string[]>("name => [...new Set(window.sent.map(fields => fields[name]))]", name);

    private static DroppedFile Sound(string name) => new(name, TestSound.Wav(440, 0.05), "audio/wav");

    private static DroppedFile Picture(string name) => new(name, TestCover.Png(200, 32), "image/png");
}
