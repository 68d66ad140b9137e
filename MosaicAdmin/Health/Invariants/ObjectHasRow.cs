using Microsoft.Extensions.Options;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Health;

/// <summary>Each object is named by a row, unless it is young enough for an upload on its way. The collector would take it away in time.</summary>
public sealed class ObjectHasRow(FindLeftovers find, IFileStore files, IOptions<HealthOptions> options, TimeProvider time) : Invariant(options, time)
{
    public override string Id => "object-without-row";

    public override TimeSpan Rest => Options.StoreRest;

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return await find.Execute(cancellationToken).Select(o => new Suspect(o.Name, Name: o.Name)).ToListAsync(cancellationToken);
        }
        catch (StoreFailedException)
        {
            throw new CannotLookException("storage");
        }
    }

    // Whoever is about to name it has made it young, and the store compares and removes as one.
    protected override async Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken) =>
        await find.IsLeft(broken.Name!, cancellationToken) && await files.DeleteIfOlder(broken.Name!, find.Limit, cancellationToken)
            ? $"{broken.Name} is deleted."
            : null;
}
