using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Runs;

/// <summary>Each of the twelve kinds is recorded under its short name, on its side, with what it carries.</summary>
public sealed class RecordSignalTests
{
    private static readonly TaskRef Task1 = new(Guid.NewGuid(), "mosaic.create", Guid.NewGuid());
    private static readonly DateTimeOffset Time = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, TaskSignal, string, string> Kinds => new()
    {
        { "before_publish", new BeforeTaskPublish(Task1, Time, "editor"), "Sender", "eta" },
        { "after_publish", new AfterTaskPublish(Task1, Time, Time), "Sender", "latestAt" },
        { "received", new TaskReceived(Task1, 3), "Receiver", "latenessMs" },
        { "prerun", new TaskPrerun(Task1, 1, 1), "Receiver", "fence" },
        { "success", new TaskSuccess(Task1, "made", 7, 9), "Receiver", "bytes" },
        { "failure", new TaskFailure(Task1, "IOException", "away"), "Receiver", "exception" },
        { "retry", new TaskRetry(Task1, "away", Time), "Receiver", "eta" },
        { "postrun", new TaskPostrun(Task1, "succeeded"), "Receiver", "state" },
        { "revoked", new TaskRevoked(Task1, SupersededBy: Guid.NewGuid()), "Sender", "supersededBy" },
        { "revoked", new TaskRevoked(Task1, Terminated: true), "Receiver", "terminated" },
        { "unknown", new TaskUnknown(Task1, "mosaic.paint"), "Receiver", "name" },
        { "rejected", new TaskRejected(Task1, "playlistId is missing"), "Receiver", "reason" },
        { "internal_error", new TaskInternalError(Task1, "IOException", "away"), "Receiver", "message" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_kind_is_recorded_as_signals_md_says(string kind, TaskSignal signal, string side, string carries)
    {
        await using var windows = await TestWindows.Create();
        windows.Oracle.ExcuseAll();
        await windows.Lane.Run(
            async (write, ct) =>
            {
                windows.Get<RecordSignal>().Execute(write, signal);
                return await write.Db.SaveChangesAsync(ct);
            },
            TestContext.Current.CancellationToken);
        await using var db = await windows.Open();
        var row = await db.Signals.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((kind, side, Task1.Id), (row.Kind, row.Side.ToString(), row.TaskId));
        using var data = JsonDocument.Parse(row.Data);
        Assert.True(data.RootElement.TryGetProperty(carries, out _), row.Data);
        Assert.False(data.RootElement.TryGetProperty("task", out _));
    }
}
