using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>A sentence to be said in the reader's language: its text's key, and what goes into it.</summary>
/// <param name="Values">Numbers, names, and times as <see cref="Ago"/> or <see cref="OClock"/>.</param>
public sealed record Why(string Key, params object[] Values);

/// <summary>A time to be said relative to now.</summary>
public readonly record struct Ago(DateTimeOffset At);

/// <summary>A time to be said as a time of day.</summary>
public readonly record struct OClock(DateTimeOffset At, bool Seconds = false);

/// <summary>A length of time to be said in words.</summary>
public readonly record struct Lasting(TimeSpan Length);

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
            WindowState.Pending or WindowState.Retrying when facts.Paused is { } pause => new("Why.Paused", new Ago(pause.At), pause.By),
            WindowState.Retrying => playlist.DueAt is { } again ? new("Why.Retrying", new Ago(again), facts.Tries.Failed, facts.Tries.Most) : new("Why.Running"),
            WindowState.Pending => Pending(facts, now),
            WindowState.Failed => Failed(facts, now),
            _ => Idle(facts),
        };
    }

    /// <summary>A warning, where songs that keep coming have put the mosaic off for most of the time they can; null otherwise.</summary>
    public static Why? PutOff(WindowFacts facts, DateTimeOffset now) => facts switch
    {
        { Forced: true } or { Paused: not null } => null,
        { Playlist: { State: WindowState.Pending, OpenedAt: { } first, RestartedAt: { } last, LatestAt: { } latest } } when latest > now && last - first >= (latest - first) / 2 =>
            new("Why.PutOff", new Lasting(last - first), new OClock(latest, facts.IsShort)),
        _ => null,
    };

    private static Why Pending(WindowFacts facts, DateTimeOffset now) => facts.Playlist switch
    {
        _ when facts.Forced => new("Why.Forced"),
        { DueAt: { } due } when due <= now => new("Why.Starting"),
        { DueAt: { } due } when facts is { SameCovers: true, RolledBack: not null } => new("Why.Pending.RolledBack", new Ago(due)),
        { DueAt: { } due } when facts.SameCovers => new("Why.Pending.Same", new Ago(due)),
        { DueAt: { } due, LatestAt: { } latest } when due >= latest => new("Why.Capped", new Ago(due)),
        { DueAt: { } due, LatestAt: { } latest } => new("Why.Pending", new Ago(due), new OClock(latest, facts.IsShort)),
        _ => new("Why.Starting"),
    };

    private static Why Failed(WindowFacts facts, DateTimeOffset now) => facts.Last switch
    {
        { State: TaskState.Unknown or TaskState.Rejected } parked => new("Why.Failed.Parked", new Ago(parked.EndedAt)),
        { State: TaskState.Lost } lost => new("Why.Failed.Lost", new Ago(lost.EndedAt)),
        var last => new(
            last?.Exception == nameof(StoreFailedException) ? "Why.Failed.Storage" : "Why.Failed", Math.Max(1, last?.Attempts ?? 0), new Ago(last?.EndedAt ?? now)),
    };

    private static Why Idle(WindowFacts facts) => (facts.Playlist, facts.Last) switch
    {
        _ when facts.RolledBack is { } chosen => new("Why.RolledBack", new Ago(chosen.At), chosen.By),
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
