using FsCheck.Xunit;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

public sealed class TaskFilterTests
{
    private static ReaderTime Now => new(TaskSeeds.Start, TimeZoneInfo.Utc);

    [Theory]
    [InlineData("", null, "failed,lost")]
    [InlineData("state:lost", null, "lost")]
    [InlineData("-state:lost", null, "failed")]
    [InlineData("state:running", null, "")]
    [InlineData("state:failed -state:failed", "", "")]
    [InlineData("rain", "", null)]
    public void The_wanted_states_are_those_chosen_and_asked_for(string query, string? chosen, string? wanted)
    {
        var filter = TaskFilter.Parse(null, [chosen ?? "failed,lost"], null, query, null, null, Now);

        Assert.Equal(wanted, filter.Wanted is null ? null : string.Join(',', filter.Wanted.Select(s => s.Spelled())));
    }

    [Property]
    public bool A_cursor_survives_its_spelling(DateTimeOffset at, Guid id)
    {
        var cursor = new TaskCursor(at.ToUniversalTime(), id);
        return TaskCursor.TryParse(cursor.ToString(), out var read) && read == cursor;
    }

    [Property(MaxTest = 500)]
    public bool Any_other_text_is_no_cursor(string? text) => text is null || !TaskCursor.TryParse(text, out var read) || read.ToString() == text;

    [Fact]
    public void States_come_repeated_or_in_one_list()
    {
        var filter = TaskFilter.Parse(null, ["failed,lost", "expired", "lost", ""], null, " x ", null, "7", Now);

        Assert.Equal([TaskState.Failed, TaskState.Lost, TaskState.Expired], filter.States);
        Assert.Equal(("x", 7), (filter.Query.ToString(), filter.Take));
    }

    [Theory]
    [InlineData("playlist", "road", "GUID")]
    [InlineData("state", "Failed", "scheduled, running, retrying, succeeded, unchanged, failed, superseded, cancelled, expired, unknown, rejected, lost")]
    [InlineData("cursor", "next", "\"next\"")]
    [InlineData("take", "0", "from 1 to 200")]
    [InlineData("take", "201", "from 1 to 200")]
    [InlineData("take", "-1", "from 1 to 200")]
    public void What_cannot_be_read_is_named_with_what_could(string key, string value, string legal)
    {
        string? Given(string name) => key == name ? value : null;

        var wrong = Assert.Throws<FormatException>(() =>
            TaskFilter.Parse(Given("playlist"), [Given("state")], null, null, Given("cursor"), Given("take"), Now));

        Assert.StartsWith($"{key} = \"{value}\"", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(legal, wrong.Message, StringComparison.Ordinal);
    }
}
