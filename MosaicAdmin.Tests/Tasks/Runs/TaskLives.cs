using System.Text.Json;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>Lives of tasks as lists of signals, and the task they would belong to.</summary>
internal static class TaskLives
{
    private static readonly TaskRef Ref = new(Guid.Parse("01900000-0000-7000-8000-00000000beef"), "mosaic.create", Guid.Parse("01900000-0000-7000-8000-00000000cafe"));

    public static TaskSignalEntry Signal(double milliseconds, Func<TaskRef, TaskSignal> make, SignalSide? side = null)
    {
        var signal = make(Ref);
        return new TaskSignalEntry(
            (long)(milliseconds * 10) + Array.FindIndex([.. SignalKind.All], k => k == SignalKind.Of(signal)), SignalKind.Of(signal).Name, TaskSeeds.Start.AddMilliseconds(milliseconds), "node-a:1",
            side ?? SignalKind.Of(signal).Side, JsonElement.Parse(RecordSignal.Data(signal)));
    }

    /// <summary>Published, and half an hour later run in 40 ms.</summary>
    public static IReadOnlyList<TaskSignalEntry> Succeeded { get; } =
        [.. Published(0), .. Taken(1_800_000, 1), Signal(1_800_040, t => new TaskSuccess(t, "made", 184_320, 38)), Signal(1_800_040, t => new TaskPostrun(t, "succeeded"))];

    /// <summary>Five attempts of 40 ms, two minutes apart; the last is the end of it.</summary>
    public static IReadOnlyList<TaskSignalEntry> FiveAttempts { get; } = [.. Published(0), .. Enumerable.Range(1, 4).SelectMany(Tried), .. Taken(600_000, 5),
        Signal(600_040, t => new TaskFailure(t, "StoreFailedException", "No luck the 5. time.")), Signal(600_040, t => new TaskPostrun(t, "failed"))];

    public static IReadOnlyList<TaskSignalEntry> Lost { get; } =
        [.. Published(0), .. Taken(15_000, 1), Signal(75_000, t => new TaskFailure(t, "NodeLost", "The process node-a:1 did not finish it."))];

    public static IReadOnlyList<TaskSignalEntry> Unknown { get; } =
        [.. Published(0), Signal(15_000, t => new TaskReceived(t, 3)), Signal(15_000, t => new TaskUnknown(t, "mosaic.paint"))];

    public static IReadOnlyList<TaskSignalEntry> Revoked(TaskRevoked like) =>
        [.. Published(0), Signal(9_000, t => new TaskRevoked(t, like.Terminated, like.Expired, like.SupersededBy, like.By, like.Reason), SignalSide.Sender)];

    public static IEnumerable<TaskSignalEntry> Published(double at) =>
    [
        Signal(at, t => new BeforeTaskPublish(t, TaskSeeds.Start.AddMinutes(30), "editor@mosaic.test")),
        Signal(at, t => new AfterTaskPublish(t, TaskSeeds.Start.AddMinutes(30), TaskSeeds.Start.AddHours(4))),
    ];

    public static IEnumerable<TaskSignalEntry> Taken(double at, int attempt) => [Signal(at, t => new TaskReceived(t, 3)), Signal(at, t => new TaskPrerun(t, attempt, attempt))];

    private static IEnumerable<TaskSignalEntry> Tried(int attempt)
    {
        var at = attempt * 120_000;
        return
        [
            .. Taken(at, attempt), .. Published(at + 40),
            Signal(at + 40, t => new TaskRetry(t, $"No luck the {attempt}. time.", TaskSeeds.Start.AddMilliseconds(at + 120_000))), Signal(at + 40, t => new TaskPostrun(t, "retrying")),
        ];
    }
}
