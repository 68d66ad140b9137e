using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>Which signals the live page shows: those of some kinds, and those a query asks for.</summary>
/// <param name="Kinds">All when empty.</param>
/// <param name="Words">All of them must hold; of the values of one, any.</param>
public sealed record LiveFilter(IReadOnlyList<string> Kinds, IReadOnlyList<QueryWord> Words)
{
    /// <summary>What a word may be about.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["playlist", "name", "node", "id"];

    public static LiveFilter None { get; } = new([], []);

    /// <summary>Reads the address; null when its query has a <paramref name="fault"/>. What is no kind is passed over.</summary>
    public static LiveFilter? TryRead(string? kind, string? q, out QueryFault? fault)
    {
        var words = QueryWord.Read(q);
        var wrong = words.FirstOrDefault(w => w.Field is not null && !Fields.Contains(w.Field));
        fault = wrong is not null ? new QueryFault("NoField", wrong.Field!, string.Join(", ", Fields))
            : q?.Length > TaskQuery.MaxLength || words.Count > TaskQuery.MaxWords ? new QueryFault("TooLong", $"{TaskQuery.MaxLength}", $"{TaskQuery.MaxWords}")
            : null;
        var asked = kind?.Split(',') ?? [];
        return fault is null ? new LiveFilter([.. SignalKind.All.Select(k => k.Name).Where(k => asked.Contains(k))], words) : null;
    }

    public bool Wants(LiveSignal signal) => (Kinds.Count == 0 || Kinds.Contains(signal.News.Kind)) && Words.All(w => Holds(w, signal) != w.Not);

    private static bool Holds(QueryWord word, LiveSignal signal) =>
        word.Values.Count == 0 ? !word.Not : Texts(word.Field, signal).Any(text => word.Values.Any(v => text?.Contains(v, StringComparison.OrdinalIgnoreCase) is true));

    private static IEnumerable<string?> Texts(string? field, LiveSignal signal)
    {
        var news = signal.News;
        return field switch
        {
            "playlist" => [signal.Playlist, $"{news.PlaylistId}"],
            "name" => [news.TaskName],
            "node" => [news.Node],
            "id" => [$"{news.TaskId}", $"{news.TaskId:n}", $"{news.PlaylistId}"],
            _ => [news.Kind, news.TaskName, signal.Playlist, news.Node, $"{news.TaskId}", $"{news.TaskId:n}", $"{news.PlaylistId}", news.Data.ToString()],
        };
    }
}
