namespace MosaicAdmin.Tasks;

/// <summary>What narrows the list of tasks, as the page's address carries it.</summary>
public sealed record TaskWords(string? State = null, string? Playlist = null, string? Name = null, string? Q = null)
{
    /// <exception cref="FormatException">A word cannot be read.</exception>
    public TaskFilter Filter(string? cursor) => TaskFilter.Parse(Playlist, [State], Name, Q, cursor, take: null);

    /// <summary>The address's parameters; a null takes one away.</summary>
    public Dictionary<string, object?> Parameters(string? cursor = null) => new()
    {
        ["state"] = State,
        ["playlist"] = Playlist,
        ["name"] = Name,
        ["q"] = Q,
        ["cursor"] = cursor,
    };
}

/// <summary>What the filters offer to choose from.</summary>
public sealed record TaskChoices(IReadOnlyList<TaskPlaylist> Playlists, IReadOnlyList<string> Names);
