namespace MosaicAdmin.Tasks;

/// <summary>What of a file's ids this installation has: only that is linked. Where there is none, all are.</summary>
public sealed record KnownIds(IReadOnlySet<Guid> Ids)
{
    public bool Has(Guid id) => Ids.Contains(id);
}
