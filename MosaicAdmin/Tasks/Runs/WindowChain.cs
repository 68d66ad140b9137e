using System.Text.Json.Serialization;

namespace MosaicAdmin.Tasks;

/// <summary>One publish of a window.</summary>
/// <param name="DueAt">When it was due as it was published.</param>
/// <param name="Pushes">How many publishes the window had taken in, this one included.</param>
public sealed record ChainPublish(
    Guid Id, DateTimeOffset At, string By, [property: JsonConverter(typeof(LowerCase<TaskState>))] TaskState State, DateTimeOffset DueAt, DateTimeOffset LatestAt, int Pushes);

/// <summary>A window from its first publish to what came of it: each publish replaced the one before it, and the last one ran.</summary>
/// <param name="DueAt">When the last one is due, as batches, holds and forces left it.</param>
/// <param name="FiredAt">When a node took it; null while it waits, and when it never ran.</param>
/// <param name="EndedAt">When the last one was over.</param>
/// <param name="Cut">Earlier or later publishes are left out: there are too many.</param>
public sealed record WindowChain(
    IReadOnlyList<ChainPublish> Publishes, DateTimeOffset DueAt, DateTimeOffset? FiredAt, DateTimeOffset? EndedAt, string? MosaicUrl, bool Cut = false)
{
    /// <summary>More than these are not shown.</summary>
    public const int Most = 500;

    [JsonIgnore]
    public DateTimeOffset OpenedAt => Publishes[0].At;

    /// <summary>The cap.</summary>
    [JsonIgnore]
    public DateTimeOffset LatestAt => Publishes[^1].LatestAt;

    [JsonIgnore]
    public ChainPublish Last => Publishes[^1];

    /// <summary>Until when this publish was the one that waited.</summary>
    public DateTimeOffset HeldUntil(int index) =>
        index < Publishes.Count - 1 ? Publishes[index + 1].At : FiredAt ?? EndedAt ?? DueAt;
}
