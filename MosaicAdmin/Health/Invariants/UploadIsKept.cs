using Microsoft.Extensions.Options;

namespace MosaicAdmin.Health;

/// <summary>What people uploaded and nothing can make again is in the store: a song's audio, a playlist's own cover.</summary>
public sealed class UploadIsKept(StoreCensus census, IOptions<HealthOptions> options, TimeProvider time) : StoreInvariant(census, options, time)
{
    public override string Id => "upload-without-object";

    public override bool CanRepair => false;

    protected override IEnumerable<Suspect> Pick(Census census) => census.Uploads.Select(Of);
}
