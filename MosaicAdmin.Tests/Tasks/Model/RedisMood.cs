using MosaicAdmin.Tasks;
using StackExchange.Redis;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>How Redis behaves during a history. Whatever it does, the rows must come out the same.</summary>
public enum RedisMood
{
    Perfect,

    /// <summary>Never holds anything.</summary>
    Empty,

    /// <summary>Drops keys, brings back older ones and ones that were removed, and holds some nobody ever wrote.</summary>
    Lying,
}

/// <summary>Does to the job keys what the mood says, after each step.</summary>
internal sealed class Temper(RedisMood mood, RedisConnection redis, IEnumerable<Guid> subjects)
{
    private static readonly string[] Inventions =
    [
        "not a key", """{"taskId":"0193b5f0-0000-7000-8000-000000000000","requested":999999,"dueAt":"2020-01-01T00:00:00Z","latestAt":"2020-01-01T00:00:00Z"}""",
    ];

    private readonly Dictionary<RedisKey, List<RedisValue>> _seen = subjects.ToDictionary(s => (RedisKey)RedisJobKeys.Name(s), _ => new List<RedisValue>());
    private int _turn;

    public async Task Play(CancellationToken cancellationToken)
    {
        _turn++;
        foreach (var (key, seen) in mood == RedisMood.Perfect ? [] : _seen)
        {
            await redis.Try(db => mood == RedisMood.Empty ? db.KeyDeleteAsync(key) : Lie(db, key, seen), cancellationToken);
        }
    }

    private async Task<bool> Lie(IDatabase db, RedisKey key, List<RedisValue> seen)
    {
        if (await db.StringGetAsync(key) is { IsNull: false } now)
        {
            seen.Add(now);
        }

        return (_turn % 5) switch
        {
            0 => await db.KeyDeleteAsync(key),
            1 or 3 when seen.Count > 0 => await db.StringSetAsync(key, seen[_turn % seen.Count], TimeSpan.FromHours(1)),
            2 => await db.StringSetAsync(key, Inventions[_turn % Inventions.Length], TimeSpan.FromHours(1)),
            _ => true,
        };
    }
}
