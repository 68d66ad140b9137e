using MosaicAdmin.Identity;

namespace MosaicAdmin.Ledger;

public static class LedgerFeature
{
    /// <summary>Registers the ledger.</summary>
    public static void AddLedger(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<LedgerOptions>(
            LedgerOptions.Section, nameof(LedgerOptions.PricePerThousandWrites), nameof(LedgerOptions.PricePerGigabyteMonth), nameof(LedgerOptions.Currency));
        builder.Services.AddScoped<ReadLedger>();
        builder.Services.AddScoped<ReadUploads>();
    }

    /// <summary><c>GET /api/v1/ledger</c>.</summary>
    public static void MapLedger(this IEndpointRouteBuilder app) => app
        .MapGet("/api/v1/ledger", (ReadLedger read, CancellationToken cancellationToken) => read.Execute(cancellationToken))
        .RequireAuthorization(Roles.Viewer)
        .WithTags("Ledger")
        .WithSummary("What the windows did and saved");
}
