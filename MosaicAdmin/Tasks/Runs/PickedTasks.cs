namespace MosaicAdmin.Tasks;

/// <summary>Which tasks an act on many is meant for: some, or all that match the filter.</summary>
public sealed class PickedTasks
{
    private readonly HashSet<Guid> _ids = [];

    public IReadOnlySet<Guid> Ids => _ids;

    /// <summary>True when all that match are meant, on whichever page.</summary>
    public bool All { get; private set; }

    public bool Any => All || _ids.Count > 0;

    public void Pick(IEnumerable<Guid> ids, bool picked)
    {
        All = false;
        if (picked)
        {
            _ids.UnionWith(ids);
        }
        else
        {
            _ids.ExceptWith(ids);
        }
    }

    public void PickAll(bool all)
    {
        All = all;
        _ids.Clear();
    }
}
