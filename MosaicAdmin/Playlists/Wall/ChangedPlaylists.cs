namespace MosaicAdmin.Playlists;

/// <summary>Gathers which playlists news was about until a wall reads them again; at first, and when news was missed, that is all of them.</summary>
public sealed class ChangedPlaylists
{
    private readonly Lock _lock = new();
    private HashSet<Guid> _ids = [];
    private bool _all = true;

    /// <summary>Remembers which playlist news is about; false when it is about none. Called by whoever publishes it.</summary>
    /// <param name="missed">True where nobody knows what the news was about.</param>
    public bool Note(Guid? about, bool missed = false)
    {
        lock (_lock)
        {
            _all |= missed;
            _ids.UnionWith(about is { } id ? [id] : []);
            return about is not null;
        }
    }

    /// <summary>What to read again: null for everything. From here on they count as read.</summary>
    public IReadOnlyCollection<Guid>? Take()
    {
        lock (_lock)
        {
            var taken = _all ? null : _ids;
            (_all, _ids) = (false, []);
            return taken;
        }
    }
}
