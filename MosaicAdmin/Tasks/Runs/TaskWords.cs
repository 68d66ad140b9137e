namespace MosaicAdmin.Tasks;

/// <summary>What narrows the list of tasks and how it is laid out, as the page's address carries it.</summary>
public sealed record TaskWords(string? State = null, string? Playlist = null, string? Name = null, string? Q = null, string? Cols = null)
{
    /// <summary>True when nothing narrows the list.</summary>
    public bool All => this == new TaskWords(Cols: Cols);

    /// <summary>The same, narrowed by nothing.</summary>
    public TaskWords Cleared => new(Cols: Cols);

    /// <exception cref="FormatException">A word cannot be read.</exception>
    public TaskFilter Filter(string? cursor, ReaderTime time) => TaskFilter.Parse(Playlist, [State], Name, Q, cursor, take: null, time);

    /// <summary>With exactly these states; what the query said about them is said here instead.</summary>
    public TaskWords Within(IEnumerable<TaskState> states) => this with
    {
        State = string.Join(',', states.Select(s => s.Spelled())) is { Length: > 0 } spelled ? spelled : null,
        Q = TaskQuery.Without(Q, TaskField.State),
    };

    /// <summary>The address's parameters; a null takes one away.</summary>
    public Dictionary<string, object?> Parameters(string? cursor = null) => new()
    {
        ["state"] = State,
        ["playlist"] = Playlist,
        ["name"] = Name,
        ["q"] = Q,
        ["cols"] = Cols,
        ["cursor"] = cursor,
    };

    /// <summary>The address's query, without the question mark.</summary>
    public string Query => string.Join('&', Parameters().Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString((string)p.Value!)}"));
}

/// <summary>What a query may be completed with.</summary>
public sealed record TaskChoices(IReadOnlyList<string> Playlists, IReadOnlyList<string> Names, IReadOnlyList<string> Nodes, IReadOnlyList<string> People);
