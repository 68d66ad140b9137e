using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MosaicAdmin.Data;
using MosaicAdmin.Live;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>The pages of tasks and the live stream in a real browser.</summary>
[Collection(AppCollection.Name)]
public sealed class TasksPagesTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IDbContextFactory<MosaicDb> Databases => App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    [Fact]
    public async Task An_admin_cancels_a_waiting_task_and_a_viewer_sees_it_at_once()
    {
        var touched = await Publish("Cancelled here");
        var viewer = await Open("/tasks", "Viewer");
        var admin = await Open("/tasks", "Admin");
        var row = $"[data-testid=task-row][data-task-id='{touched}']";
        await Expect(viewer.Locator(row)).ToHaveAttributeAsync("data-state", "scheduled");
        await Expect(viewer.Locator(row).GetByTestId("task-cancel")).ToHaveCountAsync(0);

        await admin.Locator(row).GetByTestId("task-cancel").ClickAsync();
        await admin.GetByTestId("reason").FillAsync("Wrong covers.");
        await admin.GetByTestId("confirm").ClickAsync();

        await Expect(admin.Locator(row)).ToHaveAttributeAsync("data-state", "cancelled");
        await Expect(viewer.Locator(row)).ToHaveAttributeAsync("data-state", "cancelled", new() { Timeout = 2000 });
        await admin.Locator(row).Locator("a.task-link").ClickAsync();
        await Expect(admin.GetByText("Wrong covers.").First).ToBeVisibleAsync();
        await Expect(admin.GetByTestId("sequence-badge")).ToHaveAttributeAsync("data-verdict", "legal");
        await Expect(admin.Locator("[data-testid=signal][data-kind=revoked]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Filters_and_search_live_in_the_address()
    {
        var playlist = await Databases.AddPlaylist("Filtered away");
        App.Oracle.Excuse(playlist);
        var failed = await Databases.Add(TaskSeeds.Task(playlist, 1, TaskState.Failed));
        var done = await Databases.Add(TaskSeeds.Task(playlist, 2, TaskState.Succeeded));
        var page = await Open($"/tasks?playlist={playlist}", "Viewer");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(2);

        await page.GetByTestId("task-filter-state").SelectOptionAsync("failed");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("state=failed"));
        await page.GetByTestId("task-filter-state").SelectOptionAsync("");
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(2);
        await page.GetByTestId("task-search").FillAsync(done.Id.ToString());
        await Expect(page).ToHaveURLAsync(new Regex($"q={done.Id}"));
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("task-row")).ToHaveAttributeAsync("data-task-id", done.Id.ToString());

        await page.ReloadAsync();
        await Expect(page.GetByTestId("task-search")).ToHaveValueAsync(done.Id.ToString());
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(1);
        await page.GetByTestId("task-search").FillAsync("");
        await Expect(page.Locator($"[data-task-id='{failed.Id}']")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/tasks?state=nonsense", "cannot be read")]
    [InlineData("/tasks?q=nothing-is-called-this", "No task matches")]
    [InlineData("/tasks/01900000-0000-7000-8000-000000000000", "There is no such task")]
    public async Task Where_there_is_nothing_the_page_says_what_to_do(string path, string text)
    {
        var page = await Open(path, "Viewer");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = text })).ToBeVisibleAsync();
        await page.Locator(".empty button, .empty a").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/tasks$"));
    }

    [Fact]
    public async Task Signals_appear_as_they_happen_and_stand_still_when_paused()
    {
        var page = await Open("/live", "Viewer");
        await Expect(page.Locator("[data-testid=signal], .empty").First).ToBeVisibleAsync();

        var first = await Publish("Live one");
        await Expect(page.Locator($"[data-testid=signal][data-task-id='{first}'][data-kind=after_publish]")).ToBeVisibleAsync(new() { Timeout = 2000 });
        await page.GetByTestId("live-pause").ClickAsync();
        var second = await Publish("Live two");
        await Expect(page.GetByTestId("live-pause")).ToContainTextAsync(new Regex(@"\d+ new"));
        await Expect(page.Locator($"[data-task-id='{second}']")).ToHaveCountAsync(0);
        await page.GetByTestId("live-pause").ClickAsync();
        await Expect(page.Locator($"[data-testid=signal][data-task-id='{second}'][data-kind=before_publish]")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("live-mark")).ToBeVisibleAsync();
        await Expect(page.Locator($"[data-task-id='{second}'] a.live-task").First).ToHaveTextAsync("Live two");
        await page.Locator("[data-testid=live-counter][data-kind=before_publish]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("kind=before_publish"));
        await Expect(page.Locator("[data-testid=signal]:not([data-kind=before_publish])")).ToHaveCountAsync(0);
        await page.GetByTestId("live-search").FillAsync("playlist:\"live two\"");
        await Expect(page.GetByTestId("signal")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("live-summary")).ToHaveTextAsync(new Regex(@"\d+ signals in the last 10 seconds"), new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task However_many_signals_come_so_many_rows_are_drawn()
    {
        var playlist = await Databases.AddPlaylist("A flood");
        App.Oracle.Excuse(playlist);
        var task = await Databases.Add(TaskSeeds.Task(playlist, 1, TaskState.Succeeded));
        var of = new TaskRef(task.Id, task.Name, playlist);
        var page = await Open("/live?q=playlist:%22A%20flood%22", "Viewer");
        await Expect(page.GetByTestId("live-pause")).ToBeVisibleAsync();

        await Databases.Record([.. Enumerable.Range(0, 900).Select(_ => TaskSeeds.Row(new TaskReceived(of, 1), TimeProvider.System.GetUtcNow()))]);
        await Expect(page.GetByTestId("signal")).ToHaveCountAsync(LiveStream.Most);
        await Expect(page.Locator("[data-testid=live-counter][data-kind=received] b")).ToHaveTextAsync(new Regex("^(9\\d\\d|\\d{4,})$"));
        Assert.True(int.Parse((await page.GetByTestId("live-spark").GetAttributeAsync("data-most"))!, System.Globalization.CultureInfo.InvariantCulture) >= 450);
    }

    [Theory]
    [InlineData("/tasks")]
    [InlineData("/live")]
    public async Task Nothing_is_wider_than_a_phone(string path)
    {
        await Publish("A playlist with a name that is much too long for a narrow screen, without any doubt");
        var page = await Open(path, "Admin", width: 390, height: 844);
        await Expect(page.Locator("[data-testid=task-row], [data-testid=signal]").First).ToBeVisibleAsync();

        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    /// <summary>A publish whose window is held, so that nothing takes it while it is looked at.</summary>
    private async Task<Guid> Publish(string name)
    {
        var keeper = App.Services.GetRequiredService<WindowKeeper>();
        var playlist = await Databases.AddPlaylist(name);
        return await App.Services.GetRequiredService<WriterLane>().Run(
            async (write, ct) =>
            {
                WindowKeeper.Open(write, playlist);
                await write.Db.SaveChangesAsync(ct);
                var touched = await keeper.Touch(write, playlist, "editor@mosaic.test", null, ct);
                var window = (await WindowKeeper.Find(write, playlist, ct))!;
                window.Hold();
                await keeper.Keep(write, window, ct);
                return touched!.TaskId;
            },
            Stop);
    }
}
