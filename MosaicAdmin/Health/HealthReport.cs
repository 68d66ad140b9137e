using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>How all parts do.</summary>
public sealed record HealthReport(
    DateTimeOffset CheckedAt, IReadOnlyList<NodeHealth> Nodes, RedisHealth Redis, DatabaseHealth Database, StorageHealth Storage, SchedulerHealth Scheduler);

/// <summary>One process of the app, as it last told of itself.</summary>
/// <param name="ClockOffset">Its clock minus the database's, in milliseconds.</param>
/// <param name="Dead">It has not told of itself for <see cref="NodeReporter.Silence"/>.</param>
/// <param name="Answering">It is the one that made this report.</param>
public sealed record NodeHealth(
    string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, long ClockOffset, long Misfires, bool Standby, int Running, bool Dead,
    bool Answering);

/// <param name="RoundTrip">Milliseconds; null without an answer.</param>
public sealed record RedisHealth(RedisMode Mode, RedisState State, double? RoundTrip);

/// <param name="RoundTrip">Milliseconds.</param>
public sealed record DatabaseHealth(string Provider, double RoundTrip);

/// <param name="Problem">Why it does not keep what it is given, in one sentence; null while it does.</param>
public sealed record StorageHealth(string Provider, string? Problem);

/// <param name="Paused">Null while tasks run.</param>
public sealed record SchedulerHealth(PauseHealth? Paused);

/// <summary>Who paused all tasks, when and why.</summary>
public sealed record PauseHealth(string By, DateTimeOffset At, string? Reason);
