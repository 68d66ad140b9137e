using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>A task's page as a file: what comes out goes in again unchanged, and what anybody else wrote is refused in a sentence.</summary>
public sealed class TaskBundleTests : TestPage
{
    public TaskBundleTests() => SignIn(Roles.Admin);

    public static TheoryData<string, Action<JsonObject>> Damages => new()
    {
        { "$.task.state", b => b["task"]!["state"] = "asleep" },
        { "$.task.state", b => b["task"]!["state"] = 99 },
        { "$.task.signals", b => b["task"]!["signals"]![0]!["kind"] = "prelude" },
        { "$.task.signals", b => b["task"]!["signals"]![0]!["side"] = 7 },
        { "$.task.attempts", b => b["task"]!["attempts"] = "one" },
        { "$.task.extra", b => b["task"]!["extra"] = 1 },
        { "$.task", b => ((JsonObject)b["task"]!).Remove("name") },
        { "$.task.name", b => b["task"]!["name"] = null },
        { "$.task.mosaicUrl", b => b["task"]!["mosaicUrl"] = "https://elsewhere.example/pixel.gif" },
        { "$.chain.mosaicUrl", b => b["chain"]!["mosaicUrl"] = "/media/covers/../x" },
        { "$.chain.publishes", b => ((JsonArray)b["chain"]!["publishes"]!).Clear() },
        { "$.chain.publishes", b => b["chain"]!["publishes"]![0]!["id"] = Guid.NewGuid() },
        { "$.task.log", b => b["task"]!["log"]![0]!["level"] = 42 },
    };

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_of_a_bundle_is_the_page_of_the_store()
    {
        await using var windows = await TestWindows.Create();
        var (task, chain) = await Finished(windows);
        var bundle = TaskBundle.Of(task, chain, Noon);

        var opened = await new FindKnown(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(OpenBundle.Execute(bundle.Write()), Stop);
        var live = Render<TaskView>(p => p.Add(v => v.Task, task).Add(v => v.Chain, chain));
        var file = Render<TaskView>(p => p.Add(v => v.Task, opened.Bundle.Task).Add(v => v.Chain, opened.Bundle.Chain).AddCascadingValue(opened.Known));

        Assert.True(chain.Publishes.Count == 3 && task.Log.Count == 2 && task.Signals.Count == 6);
        live.FindComponent<TaskTimeline>().MarkupMatches(file.FindComponent<TaskTimeline>().Markup);
        live.FindComponent<TaskChain>().MarkupMatches(file.FindComponent<TaskChain>().Markup);
        live.FindComponent<TaskFacts>().MarkupMatches(file.FindComponent<TaskFacts>().Markup);
        live.FindComponent<TaskLog>().MarkupMatches(file.FindComponent<TaskLog>().Markup);
        Assert.Equal(JsonSerializer.Serialize(bundle, TaskBundle.Json), JsonSerializer.Serialize(opened.Bundle with { Task = opened.Bundle.Task with { MosaicUrl = task.MosaicUrl } }, TaskBundle.Json));
    }

    [Fact]
    public async Task Elsewhere_nothing_is_linked_and_no_picture_is_asked_for()
    {
        var chain = WindowChainTests.Chain(3);
        var bundle = Bundle(chain);
        await using var windows = await TestWindows.Create();
        var opened = await new FindKnown(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(OpenBundle.Execute(bundle.Write()), Stop);

        var page = Render<TaskView>(p => p.Add(v => v.Task, opened.Bundle.Task).Add(v => v.Chain, opened.Bundle.Chain).AddCascadingValue(opened.Known));

        Assert.NotNull(bundle.Task.MosaicUrl);
        Assert.Empty(page.FindAll("[href^='/tasks/'], [href^='/playlists/'], img, image"));
        Assert.Contains("Road trip", page.Markup, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll("[data-testid=chain] svg.wide [data-testid=chain-dot]").Count);
    }

    [Fact]
    public void An_error_outside_the_body_is_known_again()
    {
        var broken = Bundle(null, TaskState.Failed);
        broken = broken with { Task = broken.Task with { MosaicUrl = null, Signals = [.. broken.Task.Signals, TaskLives.Signal(2_000_000, t => new TaskInternalError(t, "IOException", "Disk."))] } };

        Assert.True(OpenBundle.Execute(broken.Write()).Task.Broke);
        Assert.False(OpenBundle.Execute(Bundle(null, TaskState.Failed).Write()).Task.Broke);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json at all")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":"somebody.else","version":1}""")]
    [InlineData("""{"format":"mosaicadmin.task"}""")]
    [InlineData("""{"format":"mosaicadmin.task","version":"1"}""")]
    [InlineData("""{"format":7,"version":1}""")]
    public void What_is_no_bundle_is_refused(string file) => Assert.Equal(BundleProblem.NotABundle, Refused(Encoding.UTF8.GetBytes(file)).Problem);

    [Fact]
    public void A_newer_bundle_is_refused_before_the_rest_is_read()
    {
        var refused = Refused("""{"format":"mosaicadmin.task","version":2,"all":"different"}"""u8.ToArray());

        Assert.Equal((BundleProblem.Newer, "2"), (refused.Problem, refused.Message));
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused() => Assert.Equal(BundleProblem.TooLarge, Refused(new byte[OpenBundle.MostBytes + 1]).Problem);

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Equal(BundleProblem.NotABundle, Refused(Encoding.UTF8.GetBytes("""{"format":"mosaicadmin.task","version":1,"task":""" + new string('[', 100_000))).Problem);

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_bundle_that_is_not_whole_is_refused_with_the_place(string place, Action<JsonObject> damage)
    {
        var json = (JsonObject)JsonNode.Parse(Bundle(WindowChainTests.Chain(2)).Write())!;
        damage(json);

        var refused = Refused(Encoding.UTF8.GetBytes(json.ToJsonString()));

        Assert.Equal(BundleProblem.Damaged, refused.Problem);
        Assert.StartsWith(place, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"bytes":1.5,"milliseconds":1e300,"latenessMs":-1e200,"replaces":7,"supersededBy":"x","leftOut":[1,{"title":3},{"why":4}],"eta":"9999-12-31T23:59:59Z"}""")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData(""" "text" """)]
    public void Whatever_a_signal_carries_it_is_shown(string data)
    {
        var bundle = Bundle(null);
        bundle = bundle with { Task = bundle.Task with { Signals = [.. bundle.Task.Signals.Select(s => s with { Data = JsonElement.Parse(data) })] } };

        var task = OpenBundle.Execute(bundle.Write()).Task;

        Assert.Equal(bundle.Task.Signals.Count, Render<TaskTimeline>(p => p.Add(t => t.Signals, task.Signals)).FindAll("[data-testid=signal]").Count);
    }

    [Fact]
    public async Task The_page_shows_a_file_as_a_file_and_without_acts_and_keeps_it_when_the_next_cannot_be_read()
    {
        await using var windows = await TestWindows.Create();
        Services.AddSingleton(new FindKnown(windows.Get<IDbContextFactory<MosaicDb>>()));
        var page = Render<TaskBundlePage>();
        Assert.Contains("nothing of it is kept", page.Find(".bundle-hint").TextContent, StringComparison.Ordinal);

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Bundle(null, TaskState.Failed).Write(), "task-1.json"));
        page.WaitForAssertion(() => Assert.Contains("From the file task-1.json", page.Find("[data-testid=bundle-band]").TextContent, StringComparison.Ordinal));
        Assert.Equal("failed", page.Find("[data-testid=bundle-page]").GetAttribute("data-state"));
        Assert.Empty(page.FindAll("[data-testid=task-retry], [data-testid=task-cancel], [data-testid=task-force], [data-testid=task-drop]"));

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("{}", "other.json"));
        page.WaitForAssertion(() => Assert.StartsWith("other.json is no bundle of a task.", page.Find("[data-testid=bundle-problem] span").TextContent, StringComparison.Ordinal));
        Assert.Single(page.FindAll("[data-testid=bundle-band]"));
        Assert.NotEmpty(page.FindAll("[data-testid=signal]"));
    }

    private static BundleRefusedException Refused(byte[] file) => Assert.Throws<BundleRefusedException>(() => OpenBundle.Execute(file));

    private static TaskBundle Bundle(WindowChain? chain, TaskState state = TaskState.Succeeded) => TaskBundle.Of(
        new TaskDetails
        {
            Id = chain?.Publishes[0].Id ?? Guid.CreateVersion7(),
            Name = "mosaic.create",
            State = state,
            Playlist = new TaskPlaylist(Guid.CreateVersion7(), "Road trip"),
            Eta = TaskSeeds.Start.AddMinutes(30),
            LatestAt = TaskSeeds.Start.AddHours(4),
            PublishedAt = TaskSeeds.Start,
            PublishedBy = "editor@mosaic.test",
            Attempts = 1,
            Pushes = 1,
            Supersedes = Guid.CreateVersion7(),
            MosaicUrl = $"/media/mosaics/{new string('a', 64)}.jpg",
            Arguments = JsonElement.Parse("""{"playlistId":"x"}"""),
            Signals = TaskLives.Succeeded,
            Log = [new TaskLogLine(1, TaskSeeds.Start.AddMinutes(30), LogLevel.Warning, "MosaicAdmin.Mosaics.DrawMosaic", "A cover is odd")],
        },
        chain, Noon);

    /// <summary>A window of three publishes whose last one ran and logged, read from the tables.</summary>
    private static async Task<(TaskDetails Task, WindowChain Chain)> Finished(TestWindows windows)
    {
        var subject = await windows.Window();
        var id = Guid.Empty;
        for (var i = 0; i < 3; i++)
        {
            windows.Time.Advance(TimeSpan.FromMinutes(1));
            id = (await windows.Publish(subject)).TaskId;
        }

        windows.Time.Advance(TimeSpan.FromMinutes(30));
        var taking = await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, subject, new NodeName("node:1"), "f", ct), Stop);
        await windows.Lane.Run((write, ct) => windows.Get<FinishRun>().Close(write, taking.Claim!, new TaskResult(true, $"/media/mosaics/{new string('b', 64)}.jpg", 5, 40), ct), Stop);
        await using var db = await windows.Open();
        db.RunLines.AddRange(new[] { "One", "Two" }.Select(text => new RunLine { TaskId = id, Attempt = 1, At = windows.Time.GetUtcNow(), Level = LogLevel.Information, Category = "A.B", Text = text }));
        db.Mosaics.Add(new MosaicAdmin.Mosaics.Mosaic { PlaylistId = await windows.Get<IDbContextFactory<MosaicDb>>().AddPlaylist("Any"), TaskId = id, Revision = 1, Key = new string('b', 64), InputHash = "x", Columns = 1, Tiles = "[]", Bytes = 5, Milliseconds = 40 });
        await db.SaveChangesAsync(Stop);
        return ((await new ReadTask(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(id, Stop))!, (await new ReadChain(windows.Get<IDbContextFactory<MosaicDb>>()).Execute(id, Stop))!);
    }
}
