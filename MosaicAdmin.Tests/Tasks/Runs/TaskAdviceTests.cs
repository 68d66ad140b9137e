using Bunit;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>Each end that somebody should do something about says what.</summary>
public sealed class TaskAdviceTests : TestPage
{
    public static TheoryData<TaskState, bool, bool, string?> Ends => new()
    {
        { TaskState.Unknown, false, false, "unknown" },
        { TaskState.Rejected, false, false, "rejected" },
        { TaskState.Expired, false, false, "expired" },
        { TaskState.Lost, false, false, "lost" },
        { TaskState.Lost, true, false, "lost.again" },
        { TaskState.Failed, false, false, "failed" },
        { TaskState.Failed, false, true, "internal_error" },
        { TaskState.Failed, true, true, "internal_error.again" },
        { TaskState.Succeeded, false, false, null },
        { TaskState.Superseded, true, false, null },
        { TaskState.Cancelled, false, false, null },
        { TaskState.Retrying, false, false, null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_bad_end_has_a_sentence_in_both_languages_and_a_good_one_has_none(TaskState state, bool again, bool broke, string? key)
    {
        SignIn(Roles.Admin);
        var sentences = new[] { "en", "zh-Hant" }.Select(language =>
        {
            Speak(language);
            var advice = Render<TaskAdvice>(p => p.Add(a => a.Task, Task(state, again, broke)).Add(a => a.Page, true)).FindAll("[data-testid=advice]");
            Assert.Equal(key, advice.SingleOrDefault()?.GetAttribute("data-advice"));
            Assert.DoesNotContain(advice, a => a.TextContent.Contains("Advice.", StringComparison.Ordinal));
            return advice.SingleOrDefault()?.TextContent;
        }).ToList();
        Assert.Equal(key is null, sentences[0] == sentences[1]);
    }

    [Theory]
    [InlineData("StoreFailedException", null, "failed.storage")]
    [InlineData("TaskCanceledException", null, "failed.limit")]
    [InlineData("OperationCanceledException", null, "failed.limit")]
    [InlineData("IOException", null, "failed")]
    [InlineData("IOException", "ann@mosaic.test", null)]
    public void What_it_failed_with_decides_and_a_dropped_one_needs_nothing(string exception, string? droppedBy, string? key) =>
        Assert.Equal(key, Advice.For(Task(TaskState.Failed, again: false, broke: false) with { Exception = exception, DroppedBy = droppedBy })?.Key);

    [Fact]
    public void The_way_to_the_Lab_is_shown_to_admins_on_the_tasks_page_only()
    {
        SignIn(Roles.Admin);
        Assert.Equal("/lab?probe=unknown", Link(page: true).Single());
        Assert.Empty(Link(page: false));
        SignIn(Roles.Viewer);
        Assert.Empty(Link(page: true));
    }

    private IEnumerable<string?> Link(bool page) => Render<TaskAdvice>(p => p.Add(a => a.Task, Task(TaskState.Unknown, false, false)).Add(a => a.Page, page))
        .FindAll("a").Select(a => a.GetAttribute("href"));

    private static TaskSummary Task(TaskState state, bool again, bool broke) => new()
    {
        Id = Guid.NewGuid(),
        Name = "mosaic.create",
        State = state,
        Playlist = null,
        Eta = Noon,
        LatestAt = Noon,
        PublishedAt = Noon,
        PublishedBy = "editor@mosaic.test",
        Attempts = 1,
        Pushes = 1,
        SupersededBy = again ? Guid.NewGuid() : null,
        Broke = broke,
    };
}
