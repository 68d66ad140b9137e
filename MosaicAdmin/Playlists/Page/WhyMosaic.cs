using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>A sentence to be said in the reader's language: its text's key, and what goes into it.</summary>
/// <param name="Values">Numbers, names, and times as <see cref="Ago"/> or <see cref="OClock"/>.</param>
public sealed record Why(string Key, params object[] Values);

/// <summary>A time to be said relative to now.</summary>
public readonly record struct Ago(DateTimeOffset At);

/// <summary>A time to be said as a time of day.</summary>
public readonly record struct OClock(DateTimeOffset At);

/// <summary>Why there will or will not be a new mosaic, in one sentence.</summary>
public static class WhyMosaic
{
    public static Why Of(WindowFacts facts, DateTimeOffset now)
    {
        var playlist = facts.Playlist;
        return playlist.State switch
        {
            _ when playlist.CoverMode is CoverMode.FirstSong => new("Why.FirstSong"),
            _ when playlist.CoverMode is CoverMode.Own => new("Why.Own"),
            WindowState.Held => new(facts.WaitingTask is null ? "Why.Held" : "Why.Held.Waiting"),
            WindowState.Running => facts.WaitingTask is not null && playlist.DueAt is { } next ? new("Why.Running.More", new Ago(next)) : new("Why.Running"),
            WindowState.Retrying => playlist.DueAt is { } again ? new("Why.Retrying", new Ago(again), facts.Tries.Failed, facts.Tries.Most) : new("Why.Running"),
            WindowState.Pending => Pending(facts, now),
            WindowState.Failed => new(facts.Last?.Exception == nameof(StoreFailedException) ? "Why.Failed.Storage" : "Why.Failed", Math.Max(1, facts.Last?.Attempts ?? 0), new Ago(facts.Last?.EndedAt ?? now)),
            _ => Idle(facts),
        };
    }

    private static Why Pending(WindowFacts facts, DateTimeOffset now) => facts.Playlist switch
    {
        _ when facts.Forced => new("Why.Forced"),
        { DueAt: { } due } when due <= now => new("Why.Starting"),
        { DueAt: { } due, LatestAt: { } latest } when due >= latest => new("Why.Capped", new Ago(due)),
        { DueAt: { } due, LatestAt: { } latest } => new("Why.Pending", new Ago(due), new OClock(latest)),
        _ => new("Why.Starting"),
    };

    private static Why Idle(WindowFacts facts) => (facts.Playlist, facts.Last) switch
    {
        ({ Songs: 0 }, _) => new("Why.Empty"),
        (_, _) when facts.WithCover == 0 => new("Why.NoCovers"),
        (_, _) when facts.LeftOut == facts.WithCover => new("Why.NoneReadable"),
        (_, { State: TaskState.Cancelled, By: { } by } last) => new("Why.Cancelled.By", new Ago(last.EndedAt), by),
        (_, { State: TaskState.Cancelled } last) => new("Why.Cancelled", new Ago(last.EndedAt)),
        (_, { State: TaskState.Unchanged } last) => new("Why.Unchanged", new Ago(last.EndedAt)),
        (_, { State: TaskState.Succeeded } last) => new("Why.Made", new Ago(last.EndedAt)),
        _ => new("Why.UpToDate"),
    };
}
