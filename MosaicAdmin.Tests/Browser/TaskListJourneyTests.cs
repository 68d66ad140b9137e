using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MosaicAdmin.Data;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MosaicAdmin.Tests.Tasks;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The list of tasks: asked by keyboard, kept as a view, taken away as a file, and live without moving under the hand.</summary>
[Collection(AppCollection.Name)]
public sealed class TaskListJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private IDbContextFactory<MosaicDb> Databases => App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    [Fact]
    public async Task A_query_is_typed_with_the_keyboard_alone()
    {
        var (name, failed, _) = await Seed();
        var page = await Open("/tasks", "Viewer");
        await Expect(page.GetByTestId("task-row").First).ToBeVisibleAsync();
        var box = page.GetByTestId("task-search");

        await box.FocusAsync();
        await page.Keyboard.TypeAsync("play");
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#task-search-list [aria-selected=true]")).ToContainTextAsync("playlist:");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync(name.Split(' ')[1]);
        await Expect(page.Locator("#task-search-list")).ToContainTextAsync(name);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync($"playlist:\"{name}\" ");
        await page.Keyboard.TypeAsync("state:fail");
        await page.Keyboard.PressAsync("Escape");
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("task-row")).ToHaveAttributeAsync("data-task-id", failed.ToString());
        await Expect(page.Locator("[data-testid=state-chip][data-state=failed]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("[data-testid=state-chip][data-state=succeeded]")).ToContainTextAsync("1");
        await Expect(box).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(" stat:x");
        await Expect(page.GetByTestId("task-search-said")).ToContainTextAsync("“stat:” is no field. Fields: state, playlist");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await Expect(box).ToHaveValueAsync($"playlist:\"{name}\" state:fail stat:x");
    }

    [Fact]
    public async Task A_view_with_its_columns_is_kept_and_opened_after_a_reload_and_the_file_holds_what_it_shows()
    {
        var (name, failed, done) = await Seed();
        var page = await Open($"/tasks?q={Uri.EscapeDataString($"playlist:\"{name}\"")}", "Viewer");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(2);
        await page.Locator("[data-testid=state-chip][data-state=failed]").ClickAsync();
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await page.GetByTestId("task-columns").ClickAsync();
        await page.GetByTestId("column-node").UncheckAsync();
        await page.GetByTestId("column-reason").CheckAsync();
        await Expect(page.Locator("th.task-reason")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("task-views").ClickAsync();
        await page.GetByTestId("view-name").FillAsync($"Of {name}");
        await page.GetByTestId("view-save").ClickAsync();
        await Expect(page.GetByTestId("view").Filter(new() { HasText = name })).ToBeVisibleAsync();

        await page.GotoAsync("/tasks?cols=due,node");
        await Expect(page.Locator("th.task-reason")).ToHaveCountAsync(0);
        await page.GetByTestId("task-views").ClickAsync();
        await page.GetByTestId("view").Filter(new() { HasText = name }).ClickAsync();
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("task-row")).ToHaveAttributeAsync("data-task-id", failed.ToString());
        await Expect(page.GetByTestId("task-search")).ToHaveValueAsync($"playlist:\"{name}\"");
        await Expect(page.Locator("th.task-reason")).ToBeVisibleAsync();
        await Expect(page.Locator("th.task-node")).ToHaveCountAsync(0);
        await Expect(page.Locator("#task-views")).ToBeHiddenAsync();
        await page.Locator("[data-testid=state-chip][data-state=all]").ClickAsync();
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(2);

        await page.GetByTestId("task-views").ClickAsync();
        await page.GetByTestId("view-delete").ClickAsync();
        await Expect(page.GetByTestId("view")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("task-csv").ClickAsync());
        using var csv = new CsvReader(new StreamReader(await download.PathAsync()), CultureInfo.InvariantCulture);
        var rows = csv.GetRecords<dynamic>().Cast<IDictionary<string, object>>().ToList();
        Assert.Equal([done.ToString(), failed.ToString()], rows.Select(r => r["id"]));
        Assert.Equal(["succeeded", "failed"], rows.Select(r => r["state"]));
        Assert.All(rows, r => Assert.Equal(name, r["playlist"]));
        Assert.Equal("Too dark.", rows[1]["reason"]);
        Assert.False(rows[0].ContainsKey("node"));
    }

    [Fact]
    public async Task Rows_stay_under_the_pointer_and_new_ones_wait_behind_a_button()
    {
        var (name, _, done) = await Seed();
        var playlist = await Playlist(name);
        var page = await Open($"/tasks?playlist={playlist}", "Viewer");
        var row = page.Locator($"[data-task-id='{done}']");
        await row.HoverAsync();
        var before = (await row.BoundingBoxAsync())!.Y;

        var fresh = await Databases.Add(TaskSeeds.Task(playlist, 10, TaskState.Succeeded));
        App.Services.GetRequiredService<LiveFeed>().Publish(new CatchUp());
        await Expect(page.GetByTestId("task-waiting")).ToHaveTextAsync("1 new task");
        Assert.Equal(before, (await row.BoundingBoxAsync())!.Y);
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(2);

        await page.GetByTestId("task-waiting").ClickAsync();
        await Expect(page.GetByTestId("task-row").First).ToHaveAttributeAsync("data-task-id", fresh.Id.ToString());
        await Expect(page.GetByTestId("task-waiting")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_one_does_the_other_sees_within_a_second()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var task = (await app.Upload(await app.CreatePlaylist("Seen by two"), "Song", TestSound.Wav(300), TestCover.Png(20))).GetProperty("taskId").GetGuid();
        var other = await Open("/tasks", "Viewer", at: app);
        var admin = await Open("/tasks", "Admin", at: app);
        await Expect(other.Locator($"[data-task-id='{task}'][data-state=scheduled]")).ToBeVisibleAsync();
        // Both pages are on one machine, so the browser's own clock tells when one acted and when the other showed it.
        await other.EvaluateAsync(
            """
            id => {
              const row = document.querySelector(`[data-task-id="${id}"]`);
              window.seen = new Promise(resolve => new MutationObserver(() => {
                if (row.dataset.state === 'cancelled') resolve(Date.now());
              }).observe(row, { attributes: true }));
            }
            """, task.ToString());
        await admin.Locator($"[data-task-id='{task}']").GetByTestId("task-cancel").ClickAsync();
        await admin.GetByTestId("confirm").EvaluateAsync("button => button.addEventListener('click', () => window.acted = Date.now(), { capture: true })");
        await admin.GetByTestId("confirm").ClickAsync();

        var seen = await other.EvaluateAsync<double>("() => window.seen");
        var acted = await admin.EvaluateAsync<double>("() => window.acted");
        TestContext.Current.SendDiagnosticMessage($"seen after {seen - acted} ms");
        Assert.InRange(seen - acted, 0, 1000);
    }

    private async Task<Guid> Playlist(string name)
    {
        await using var db = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Playlists.Where(p => p.Name == name).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A playlist of its own with a task that failed and, after it, one that succeeded.</summary>
    private async Task<(string Name, Guid Failed, Guid Done)> Seed()
    {
        var name = $"Listed {Guid.NewGuid().ToString("n")[..8]}";
        var playlist = await Databases.AddPlaylist(name);
        App.Oracle.Excuse(playlist);
        var failed = TaskSeeds.Task(playlist, 1, TaskState.Failed, node: "node-a:1");
        failed.Reason = "Too dark.";
        await Databases.Add(failed);
        return (name, failed.Id, (await Databases.Add(TaskSeeds.Task(playlist, 2, TaskState.Succeeded, node: "node-a:1"))).Id);
    }
}
