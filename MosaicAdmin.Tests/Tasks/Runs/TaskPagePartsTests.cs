using Bunit;
using Microsoft.Extensions.Logging;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>The log, the exception and the groups of signals, each in its states.</summary>
public sealed class TaskPagePartsTests : TestPage
{
    [Theory]
    [InlineData(TaskState.Scheduled, "It has not run yet.")]
    [InlineData(TaskState.Failed, "It logged nothing")]
    public void Where_nothing_was_logged_it_says_so(TaskState state, string words) =>
        Assert.Contains(words, Log(state).Find("[data-testid=log-none]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Of_several_attempts_the_last_one_is_open()
    {
        var log = Log(TaskState.Failed, Line(1, 0, "Begun"), Line(1, 12, "Broken"), Line(2, 2000, "Begun again"));

        var attempts = log.FindAll("[data-testid=log-attempt]");
        Assert.Equal([false, true], attempts.Select(a => a.HasAttribute("open")));
        Assert.Equal(["Attempt 1 · 2 lines", "Attempt 2 · 1 line"], attempts.Select(a => a.QuerySelector("summary")!.TextContent));
        Assert.Equal(["+0.000 s", "+0.012 s", "+0.000 s"], log.FindAll("[data-testid=log-line] time").Select(t => t.TextContent));
    }

    [Fact]
    public void A_line_has_its_level_in_words_and_what_follows_its_first_line_folded()
    {
        var line = Log(TaskState.Failed, Line(1, 0, "It broke\nSystem.IOException: Disk.\n   at A.B()", LogLevel.Error)).Find("[data-testid=log-line]");

        Assert.Equal(("error", "error"), (line.GetAttribute("data-level"), line.QuerySelector(".log-level")!.TextContent));
        Assert.Equal("It broke", line.QuerySelector("details summary")!.TextContent);
        Assert.StartsWith("System.IOException: Disk.", line.QuerySelector("details pre")!.TextContent, StringComparison.Ordinal);
        Assert.False(line.QuerySelector("details")!.HasAttribute("open"));
        Assert.Equal("DrawMosaic", line.QuerySelector(".log-from")!.TextContent);
    }

    [Fact]
    public void What_was_logged_is_text_and_never_markup() =>
        Assert.Empty(Log(TaskState.Failed, Line(1, 0, "<img src=x onerror=alert(1)>")).FindAll("img"));

    [Theory]
    [InlineData("IOException", "System.IO.IOException: Disk full.\n   at A.B() in x.cs:line 3\n   at C.D()", "Disk full.", 2)]
    [InlineData("IOException", "System.IO.IOException: One\nTwo\n   at A.B()\n   --- End of inner exception stack trace ---\n   at C.D()", "One\nTwo", 2)]
    [InlineData("NodeLost", "The process node:1 did not finish it.", "The process node:1 did not finish it.", 0)]
    [InlineData("IOException", null, "", 0)]
    [InlineData("IOException", "System.IO.IOException: Disk full.\r\n   at A.B()\r\n", "Disk full.", 1)]
    public void An_exception_is_taken_apart(string type, string? detail, string message, int frames)
    {
        var read = ExceptionText.Of(type, detail);

        Assert.Equal((message, frames), (read.Message, read.Frames));
        Assert.Equal(frames == 0, read.Stack is null);
    }

    [Fact]
    public void The_stack_is_folded()
    {
        var shown = Render<TaskException>(p => p.Add(e => e.Type, "IOException").Add(e => e.Detail, "System.IO.IOException: Disk full.\n   at A.B()"));

        Assert.Equal("IOException: Disk full.", shown.Find("[data-testid=exception]").TextContent);
        Assert.Equal("Stack, 1 call", shown.Find("details summary").TextContent);
        Assert.False(shown.Find("details").HasAttribute("open"));
    }

    [Fact]
    public async Task A_copy_is_confirmed_until_there_is_something_else_to_copy()
    {
        JSInterop.SetupModule(_ => true).Setup<bool>("copy", _ => true).SetResult(true);
        var button = Render<CopyButton>(p => p.Add(b => b.Content, "one"));

        await button.Find("button").ClickAsync(new());
        Assert.StartsWith("Copied", button.Find("button").TextContent, StringComparison.Ordinal);

        button.Render(p => p.Add(b => b.Content, "two"));
        Assert.StartsWith("Copy", button.Find("button").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Copied", button.Find("button").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_are_grouped_by_waits_and_attempts()
    {
        Assert.Equal([(0, 2), (1, 4)], Groups(TaskLives.Succeeded));
        Assert.Equal([(0, 2), (1, 6), (2, 6), (3, 6), (4, 6), (5, 4)], Groups(TaskLives.FiveAttempts));

        // Revoked while it waited for its second attempt, and an error told after the run was over.
        var tried = TaskLives.FiveAttempts.Take(8).ToList();
        var revoked = TaskLives.Signal(200_000, t => new TaskRevoked(t, By: "admin"), SignalSide.Sender);
        var broke = TaskLives.Signal(200_000, t => new TaskInternalError(t, "IOException", "Disk."));
        Assert.Equal([(0, 2), (1, 6), (0, 1)], Groups([.. tried, revoked]));
        Assert.Equal([(0, 2), (1, 7)], Groups([.. tried, broke]));

        static IEnumerable<(int Attempt, int Count)> Groups(IReadOnlyList<TaskSignalEntry> signals) => SignalGroup.Of(signals).Select(g => (g.Attempt, g.Signals.Count));
    }

    private static TaskLogLine Line(int attempt, int milliseconds, string text, LogLevel level = LogLevel.Debug) =>
        new(attempt, TaskSeeds.Start.AddMilliseconds(milliseconds), level, "MosaicAdmin.Mosaics.DrawMosaic", text);

    private IRenderedComponent<TaskLog> Log(TaskState state, params TaskLogLine[] lines) => Render<TaskLog>(p => p.Add(l => l.Task, new TaskDetails
    {
        Id = Guid.CreateVersion7(),
        Name = "mosaic.create",
        State = state,
        Playlist = null,
        Eta = TaskSeeds.Start,
        LatestAt = TaskSeeds.Start,
        PublishedAt = TaskSeeds.Start,
        PublishedBy = "editor@mosaic.test",
        Attempts = 1,
        Pushes = 1,
        Log = lines,
    }));
}
