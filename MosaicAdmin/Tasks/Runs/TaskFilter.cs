using System.Globalization;

namespace MosaicAdmin.Tasks;

/// <summary>Which tasks are wanted, and from where on.</summary>
public sealed record TaskFilter
{
    public const int MaxTake = 200;

    /// <summary>Only this playlist's.</summary>
    public Guid? Playlist { get; init; }

    /// <summary>Only in one of these states; all when empty.</summary>
    public IReadOnlyList<TaskState> States { get; init; } = [];

    /// <summary>Only of this task name.</summary>
    public string? Name { get; init; }

    /// <summary>What was asked for in words.</summary>
    public TaskQuery Query { get; init; } = TaskQuery.Empty;

    /// <summary>Only what was published by then: who acts on all that match means those that were counted.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what comes after it.</summary>
    public TaskCursor? After { get; init; }

    public int Take { get; init; } = 50;

    /// <summary>The states that are wanted, by choice and in the query; null for all.</summary>
    public IReadOnlyList<TaskState>? Wanted
    {
        get
        {
            var terms = Query.Terms.OfType<StateTerm>().ToList();
            return States.Count == 0 && terms.Count == 0
                ? null
                : [.. Enum.GetValues<TaskState>().Where(s => (States.Count == 0 || States.Contains(s)) && terms.TrueForAll(t => t.States.Contains(s) != t.Not))];
        }
    }

    /// <summary>Reads the words of a query string.</summary>
    /// <exception cref="FormatException">One of them cannot be read; the message is a sentence that names it and what is possible.</exception>
    /// <exception cref="WrongQueryException">A word of <paramref name="q"/> cannot.</exception>
    public static TaskFilter Parse(string? playlist, IEnumerable<string?>? state, string? name, string? q, string? cursor, string? take, ReaderTime time) => new()
    {
        Playlist = Given(playlist, v => Guid.TryParse(v, out var id) ? id : throw Wrong("playlist", v, "the id of a playlist, a GUID")),
        States = [.. (state ?? []).SelectMany(s => (s ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(State).Distinct()],
        Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
        Query = TaskQuery.Parse(q, time),
        After = Given(cursor, v => TaskCursor.TryParse(v, out var after) ? after : throw Wrong("cursor", v, "the value of \"next\" in an earlier answer")),
        Take = Given(take, v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= MaxTake
            ? n : throw Wrong("take", v, $"a number from 1 to {MaxTake}")) ?? 50,
    };

    private static TaskState State(string word)
    {
        var all = Enum.GetValues<TaskState>();
        var index = Array.FindIndex(all, s => s.Spelled() == word);
        return index >= 0 ? all[index] : throw Wrong("state", word, $"one of {string.Join(", ", all.Select(s => s.Spelled()))}");
    }

    private static T? Given<T>(string? value, Func<string, T> read)
        where T : struct => string.IsNullOrWhiteSpace(value) ? null : read(value);

    private static FormatException Wrong(string key, string value, string legal) => new($"{key} = \"{value}\" cannot be used: it must be {legal}.");
}
