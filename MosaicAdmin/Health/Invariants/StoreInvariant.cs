using Microsoft.Extensions.Options;

namespace MosaicAdmin.Health;

/// <summary>An invariant between rows and objects. Looking costs a list of the whole store, so what was seen is shown for longer.</summary>
public abstract class StoreInvariant(StoreCensus census, IOptions<HealthOptions> options, TimeProvider time) : Invariant(options, time)
{
    public override TimeSpan Rest => Options.StoreRest;

    protected abstract IEnumerable<Suspect> Pick(Census census);

    protected sealed override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. Pick(await census.Execute(since, cancellationToken))];

    protected static Suspect Of(Missing missing) =>
        new($"{missing.Object}/{missing.Song ?? missing.Playlist}", missing.Playlist, Name: missing.Song is null ? missing.Object : $"{missing.Title}: {missing.Object}");
}
