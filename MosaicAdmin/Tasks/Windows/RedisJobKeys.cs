using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;

namespace MosaicAdmin.Tasks;

/// <summary>What a playlist's job key holds.</summary>
public sealed record JobKey(Guid TaskId, long Requested, DateTimeOffset DueAt, DateTimeOffset LatestAt);

/// <summary>
/// The job key of each playlist, <c>mosaic:job:{id}</c>: which task waits. Swapped in one atomic call and expiring with the window.
/// A copy of the row for others to read: when it is lost, late or wrong, nothing else is.
/// </summary>
public sealed class RedisJobKeys(RedisConnection redis, TimeProvider time)
{
    private const string Prefix = "mosaic:job:";

    // The newer request wins, whichever call comes first. The number is matched as text because not every Redis has cjson.
    private const string SwapScript = """
        local held = redis.call('GET', KEYS[1])
        if held then
          local requested = string.match(held, '"requested":(%d+)')
          if requested and tonumber(requested) > tonumber(ARGV[1]) then return held end
        end
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
        return held
        """;

    private const string ClearScript = """
        local held = redis.call('GET', KEYS[1])
        if held and string.find(held, ARGV[1], 1, true) then return redis.call('DEL', KEYS[1]) end
        return 0
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Name of a playlist's key.</summary>
    public static string Name(Guid subjectId) => $"{Prefix}{subjectId}";

    /// <summary>What the key of a window that waits should hold.</summary>
    public static JobKey Of(Window window) => new(window.TaskId!.Value, window.Requested, window.DueAt!.Value, window.LatestAt!.Value);

    /// <summary>Puts <paramref name="key"/> unless a newer one is held. Answers what was held; null when nothing was or Redis is away.</summary>
    public async Task<JobKey?> Swap(Guid subjectId, JobKey key, CancellationToken cancellationToken)
    {
        var left = Math.Max(1, (long)Math.Ceiling((key.DueAt - time.GetUtcNow()).TotalMilliseconds));
        var held = await redis.TryWrite(
            db => db.ScriptEvaluateAsync(
                SwapScript,
                [Name(subjectId)],
                [key.Requested, JsonSerializer.Serialize(key, Json), left.ToString(CultureInfo.InvariantCulture)]),
            cancellationToken);
        return Read(held is null || held.IsNull ? null : (string?)held);
    }

    /// <summary>Removes the key if it still names <paramref name="taskId"/>.</summary>
    public Task Clear(Guid subjectId, Guid taskId, CancellationToken cancellationToken) =>
        redis.TryWrite(db => db.ScriptEvaluateAsync(ClearScript, [Name(subjectId)], [taskId.ToString()]), cancellationToken);

    /// <summary>Removes the key, whichever task it names.</summary>
    public Task Remove(Guid subjectId, CancellationToken cancellationToken) =>
        redis.TryWrite(db => db.KeyDeleteAsync(Name(subjectId)), cancellationToken);

    /// <summary>What is held; null when nothing is or Redis is away.</summary>
    public async Task<JobKey?> Get(Guid subjectId, CancellationToken cancellationToken) =>
        Read(await redis.Try(db => db.StringGetAsync(Name(subjectId)), cancellationToken));

    /// <summary>What is held for each of <paramref name="subjects"/>; null when Redis is away.</summary>
    public async Task<IReadOnlyDictionary<Guid, JobKey?>?> Get(IReadOnlyList<Guid> subjects, CancellationToken cancellationToken)
    {
        // One call each, sent together: in a cluster they lie on different nodes.
        var held = await redis.Try(db => Task.WhenAll(subjects.Select(s => db.StringGetAsync(Name(s)))), cancellationToken);
        return held is null ? null : subjects.Zip(held, (subject, json) => (subject, Read(json))).ToDictionary(k => k.subject, k => k.Item2);
    }

    /// <summary>The playlists that have a key, whether or not there are such playlists; null when Redis is away.</summary>
    public async Task<IReadOnlyCollection<Guid>?> List(CancellationToken cancellationToken)
    {
        // Step by step: each is a short call, and Redis serves others between them.
        var found = new HashSet<Guid>();
        if (await redis.Try(db => Task.FromResult(db.Multiplexer.GetServers()), cancellationToken) is not { } servers)
        {
            return null;
        }

        foreach (var server in servers)
        {
            for (var cursor = server.IsReplica ? null : "0"; cursor is not null;)
            {
                if (await redis.Try(_ => server.ExecuteAsync("SCAN", cursor, "MATCH", $"{Prefix}*", "COUNT", "1000"), cancellationToken) is not { Length: 2 } step)
                {
                    return null;
                }

                found.UnionWith(((string?[]?)step[1] ?? []).Select(SubjectOf).OfType<Guid>());
                cursor = (string?)step[0] is { } next and not "0" ? next : null;
            }
        }

        return found;
    }

    private static Guid? SubjectOf(string? name) => Guid.TryParse(name?[Prefix.Length..], out var subject) ? subject : null;

    private static JobKey? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<JobKey>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
