namespace MosaicAdmin.Audit;

public static class AuditFeature
{
    /// <summary>Registers the reading side of the record; writing it is part of each deed.</summary>
    public static void AddAudit(this IHostApplicationBuilder builder) => builder.Services.AddScoped<ListAudit>();
}
